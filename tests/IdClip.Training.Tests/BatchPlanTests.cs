using IdClip.Training.Configuration;
using IdClip.Training.Data;

namespace IdClip.Training.Tests;

public class BatchPlanTests
{
    [Theory]
    [InlineData(NegativeKind.Random)]
    [InlineData(NegativeKind.SameContext)]
    public void An_epoch_holds_every_pair_of_photo_and_caption_once(NegativeKind negatives)
    {
        var set = SmallSet.Create();
        var plan = new BatchPlan(set, SmallSet.Configuration() with { Batch = new BatchSettings(5, negatives) });

        var samples = plan.Epoch(3).SelectMany(batch => batch.Captioned).ToArray();

        Assert.Equal(7, plan.BatchesPerEpoch);
        Assert.Equal(set.Photos.SelectMany((photo, index) => photo.Captions.Select(caption => (index, caption))).Order(),
            samples.Select(sample => (sample.Photo, sample.Text[(sample.Text.IndexOf(". ", StringComparison.Ordinal) + 2)..])).Order());
        Assert.All(samples, sample => Assert.Equal(2, sample.Text.Split("[TOK]").Length));
        Assert.All(samples, sample => Assert.InRange(sample.Face, 0, 1));
    }

    [Fact]
    public void Hard_negatives_are_the_same_scene_with_other_people()
    {
        var set = SmallSet.Create(scenes: 6);
        var plan = new BatchPlan(set, SmallSet.Configuration() with { Batch = new BatchSettings(8, NegativeKind.SameContext, SameContext: 4) });

        foreach (var batch in plan.Epoch(0))
        {
            foreach (var run in batch.Captioned.Chunk(4))
            {
                Assert.Single(run.Select(sample => set.Photos[sample.Photo].Context).Distinct());
                Assert.Equal(4, run.Select(sample => set.Photos[sample.Photo].Person).Distinct().Count());
            }
        }
    }

    [Fact]
    public void Texts_of_a_person_alone_come_with_several_photos_of_each_person()
    {
        var set = SmallSet.Create(scenes: 6);
        var plan = new BatchPlan(set, SmallSet.Configuration() with { Batch = new BatchSettings(12), Loss = new LossSettings(PersonWeight: 1) });

        Assert.All(plan.Epoch(0), batch =>
        {
            Assert.Equal(batch.Captioned.Count, batch.PersonOnly.Count);
            Assert.Single(batch.PersonOnly.Select(sample => set.Photos[sample.Photo].Person).Distinct());
            Assert.All(batch.PersonOnly, sample => Assert.Contains(sample.Text, SmallSet.Configuration().Prompts.Select(prompt => prompt + ".")));
        });
    }

    [Fact]
    public void A_face_stands_where_a_caption_names_one_person()
    {
        var texts = Texts(1);

        Assert.Equal(["a [TOK] climbs a steep rock", "a photo of how [TOK] climbs a steep rock"], texts.Where(text => text.Contains("climbs", StringComparison.Ordinal)).Distinct().Order());
        // Children and two people are not one person: these keep their prompts.
        Assert.All(texts.Where(text => !text.Contains("climbs", StringComparison.Ordinal)), text => Assert.Contains(SmallSet.Configuration().Prompts, prompt => text.StartsWith(prompt + ". ", StringComparison.Ordinal)));
        Assert.All(texts, text => Assert.Single(TinyModel.Model.Tokenizer.Encode(text).Ids, id => id == TinyModel.Model.Configuration.Text.TokId));
        var half = Texts(0.5).Where(text => text.Contains("climbs", StringComparison.Ordinal)).ToArray();
        Assert.Contains(half, text => text.Contains(". ", StringComparison.Ordinal));
        Assert.Contains(half, text => !text.Contains(". ", StringComparison.Ordinal));

        static string[] Texts(double share) =>
            [.. new BatchPlan(SmallSet.Create(), SmallSet.Configuration() with { InPlace = share }).Epoch(0).SelectMany(batch => batch.Captioned).Select(sample => sample.Text)];
    }

    [Fact]
    public void Epochs_differ_and_repeat()
    {
        var plan = new BatchPlan(SmallSet.Create(), SmallSet.Configuration());
        string Order(int epoch) => string.Join(' ', plan.Epoch(epoch).SelectMany(batch => batch.Captioned));

        Assert.Equal(Order(4), Order(4));
        Assert.NotEqual(Order(4), Order(5));
    }
}

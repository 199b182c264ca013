using IdClip.Evaluation.Protocol;

namespace IdClip.Evaluation.Tests;

public sealed class RecallQuestionTests
{
    private static readonly ManifestEntry Pair = new("a.jpg", "/a.jpg", ["Mira", "Wei"], "beach", ["two people", "a beach"]);
    private static readonly ManifestEntry SameScene = new("b.jpg", "/b.jpg", ["Mira"], "beach", ["a woman"]);
    private static readonly ManifestEntry Empty = new("c.jpg", "/c.jpg", [], "beach", ["sand"]);
    private static readonly ManifestEntry NoContext = new("d.jpg", "/d.jpg", ["Mira"], null, ["a woman"]);

    [Fact]
    public void Every_person_of_a_photo_is_asked_for_with_every_caption()
    {
        var questions = RecallQuestion.Of(new("/", [Pair, SameScene, Empty]), ["Mira", "wei"]);

        Assert.Equal(
            [("Mira", "two people"), ("Mira", "a beach"), ("Wei", "two people"), ("Wei", "a beach"), ("Mira", "a woman")],
            questions.Select(q => (q.Person, q.Caption)));
    }

    [Fact]
    public void Nobody_who_is_not_enrolled_is_asked_for() =>
        Assert.Equal(["Mira"], RecallQuestion.Of(new("/", [Pair, Empty]), ["Mira"]).Select(q => q.Person).Distinct());

    [Fact]
    public void A_scene_is_the_same_person_in_the_same_context()
    {
        var mira = new RecallQuestion(Pair, "Mira", "a beach");
        var wei = new RecallQuestion(Pair, "Wei", "a beach");
        var alone = new RecallQuestion(NoContext, "Mira", "a woman");

        Assert.True(mira.IsSameScene(Pair));
        Assert.True(mira.IsSameScene(SameScene));
        Assert.False(mira.IsSameScene(Empty));
        Assert.False(wei.IsSameScene(SameScene));
        Assert.True(alone.IsSameScene(NoContext));
        Assert.False(alone.IsSameScene(NoContext with { Path = "/e.jpg" }));
    }
}

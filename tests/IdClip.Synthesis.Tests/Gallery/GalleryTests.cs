using System.Globalization;
using IdClip.Encoding.Faces;
using IdClip.Synthesis.Gallery;
using IdClip.Synthesis.Run;
using IdClip.Synthesis.Tests.Run;
using IdClip.Synthesis.Tests.Swapping;

namespace IdClip.Synthesis.Tests.Gallery;

public sealed class GalleryTests
{
    [Fact]
    public void A_strangers_photo_a_damaged_one_and_a_copy_are_left_out_and_counted_and_metadata_names_who_is_left()
    {
        using var demo = new DemoSynthesis();
        string Photo(string person, string name) => Path.Combine(demo.Gallery, person, name);
        File.Copy(Photo("greta_falkenrath", "greta_falkenrath_1.jpg"), Photo("wei_sarto", "stranger.jpg"));
        File.Delete(Photo("greta_falkenrath", "greta_falkenrath_1.jpg"));
        File.Copy(Photo("wei_sarto", "wei_sarto_1.jpg"), Photo("wei_sarto", "copy.jpg"));
        File.WriteAllBytes(Photo("wei_sarto", "torn.jpg"), File.ReadAllBytes(Photo("wei_sarto", "wei_sarto_2.jpg"))[..2000]);
        foreach (var file in Directory.GetFiles(Path.Combine(demo.Gallery, "isolde_marwick"))[4..])
            File.Delete(file);
        demo.WriteGallery("""{ "licence": "CC0", "consent": "nobody", "identities": { "greta_falkenrath": { "gender": "female", "age": "adult" } } }""");
        File.WriteAllText(Path.Combine(demo.Gallery, "identity_meta.csv"), "Class_ID, Name, Sample_Num, Flag, Gender\nwei_sarto, \"Wei_of_Sarto\", 9, 0, m\nn1, \"greta_falkenrath\", 9, 0, m\n");

        var options = demo.Options("unused");
        RejectionCount rejections = new();
        using var analyser = DemoSynthesis.OpenAnalyser();
        using var analysis = new PhotoAnalysis(analyser, null, demo.Root);
        var identities = new GalleryReader(options, GalleryMetadata.Read(demo.Gallery, research: false), rejections)
            .Read(paths => analysis.Look(paths, SynthesisStage.Gallery, 2, new ProgressCount(null), CancellationToken.None));

        Assert.Equal(["Wei of Sarto", "greta falkenrath", "ramiro quellan"], identities.Select(identity => identity.Name).Order(StringComparer.Ordinal));
        Assert.Equal(Gender.Male, identities.Single(identity => identity.Name == "Wei of Sarto").Attributes.Gender);
        Assert.Equal(new FaceAttributes(Gender.Female, AgeGroup.Adult), identities.Single(identity => identity.Name == "greta falkenrath").Attributes);
        Assert.DoesNotContain(identities.SelectMany(identity => identity.Enrolment.Concat(identity.Sources)), face => face.File.EndsWith("stranger.jpg", StringComparison.Ordinal));
        Assert.All(identities, identity => Assert.Empty(identity.Enrolment.Select(face => face.Sha256).Intersect(identity.Sources.Select(face => face.Sha256))));
        Assert.Equal(
            [Rejection.UnreadablePhoto, Rejection.SamePhotoTwice, Rejection.Outlier, Rejection.FewPhotos],
            rejections.Counts.Keys);
        Assert.All(rejections.Counts.Values, count => Assert.Equal(1, count));
    }

    [Fact]
    public void A_model_fills_in_what_the_metadata_leaves_open()
    {
        using var demo = new DemoSynthesis();
        demo.WriteGallery("""{ "licence": "CC0", "consent": "nobody", "identities": { "wei_sarto": { "age": "child" } } }""");
        using var model = new AttributeModel(TestNetworks.GenderAge(demo.Root));
        using var analyser = DemoSynthesis.OpenAnalyser();
        using var analysis = new PhotoAnalysis(analyser, model, demo.Root);
        AnalysedPhoto[] photos = [];
        var identities = new GalleryReader(demo.Options("unused"), GalleryMetadata.Read(demo.Gallery, research: false), new RejectionCount()).Read(
            paths => photos = analysis.Look(paths, SynthesisStage.Gallery, 2, new ProgressCount(null), CancellationToken.None));

        // The test network goes by colours, so photos of one identity differ and most of them decide.
        Assert.Equal(2, photos.Select(photo => photo.Attributes?.Gender).OfType<Gender>().Distinct().Count());
        Assert.All(identities, identity =>
        {
            HashSet<string> used = [.. identity.Enrolment.Concat(identity.Sources).Select(face => Path.Combine(demo.Gallery, face.File))];
            var most = FaceAttributes.MostOf([.. photos.Where(photo => used.Contains(photo.Path)).Select(photo => photo.Attributes!)]);
            Assert.Equal(identity.Folder == "wei_sarto" ? most with { Age = AgeGroup.Child } : most, identity.Attributes);
        });
        Assert.All(
            analysis.Look([.. photos.Select(photo => photo.Path + "x")], SynthesisStage.Contexts, 2, new ProgressCount(null), CancellationToken.None),
            photo => Assert.Null(photo.Attributes));
    }

    [Fact]
    public void Enrolment_photos_agree_with_each_other()
    {
        // Degrees apart: the first drawn is 80 from one side and 90 from the other, so it fits no three.
        GalleryFace[] drawn = [At(80), At(0), At(-10), At(30)];

        Assert.Equal([0, -10, 30], FaceMean.Agreeing(drawn, 3, .5).Select(face => int.Parse(face.File, CultureInfo.InvariantCulture)));
        Assert.Empty(FaceMean.Agreeing(drawn, 4, .5));

        static GalleryFace At(int degrees) => new(
            "x", degrees.ToString(CultureInfo.InvariantCulture), "", new Face(default, [], 1, 1, [MathF.Cos(degrees * MathF.PI / 180), MathF.Sin(degrees * MathF.PI / 180)]));
    }
}

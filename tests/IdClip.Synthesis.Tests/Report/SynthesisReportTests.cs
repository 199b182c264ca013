using System.Text.RegularExpressions;
using IdClip.Encoding.Faces;
using IdClip.Synthesis.Provenance;
using IdClip.Synthesis.Report;
using IdClip.Tests;

namespace IdClip.Synthesis.Tests.Report;

public sealed class SynthesisReportTests : IDisposable
{
    private static readonly string Demo = Path.Combine(TestFolders.Repository, "demo");

    private readonly string folder = TestFolders.NewTemporary();

    [Fact]
    public void The_page_tells_what_was_kept_and_why_the_rest_was_not()
    {
        var page = Write(Summary(), [Image("scenes/mira_okafor_01.jpg", "Mira Okafor")]);

        Assert.Contains("<h1>7 synthetic photos</h1>", page);
        Assert.Contains("<b>7</b> kept of 12 planned", page);
        Assert.Matches(@"blurred face</th><td class=""number"">3<", page);
        Assert.Matches(@"unlike identity</th><td class=""number"">5<", page);
        Assert.Contains("These photos are synthetic.", page);
        Assert.Contains("CC0, fictional people", page);
        Assert.Contains("cosine to them 0.05 → 0.62, to the original 0.12; attempt 2", page);
        // The sample's and the worst one's three pictures each.
        Assert.Equal(6, Regex.Count(page, "<img src=\"data:image/jpeg;base64,/9j/"));
        Assert.Equal(Regex.Count(page, "<img "), Regex.Count(page, "<img [^>]*alt=\"[^\"]+\""));
        Assert.Equal([SynthesisReport.FileName], Directory.GetFiles(folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Names_are_text_and_nothing_is_loaded_from_elsewhere()
    {
        var page = Write(Summary() with { Licence = null, Consent = null, Research = true }, [Image("scenes/mira_okafor_01.jpg", "<script>alert('x')</script>")]);

        Assert.DoesNotContain("<script", page);
        Assert.Contains("&lt;script&gt;alert(", page);
        Assert.DoesNotMatch("(src|href)=\"(?!data:)", page);
        Assert.Contains("made with --research", page);
    }

    [Fact]
    public void A_photo_that_has_gone_is_named_in_its_place()
    {
        var page = Write(Summary(), [Image("scenes/nobody.jpg", "Mira Okafor")]);
        Assert.Contains("scenes/nobody.jpg: the file is not there", page);
    }

    [Fact]
    public void A_run_that_kept_nothing_has_a_page_too() =>
        Assert.Contains("No photo was kept.", Write(Summary() with { Kept = 0 }, []));

    [Fact]
    public void Bars_count_every_value_and_hold_the_ends()
    {
        var figure = Histogram.Figure("t", 0, 1, .5, ("before", [-3f, .01f]), ("after", [.01f, .5f, 9f])).Markup;
        var heights = Regex.Matches(figure, @"<rect x=""([\d.]+)"" y=""[\d.]+"" width=""14"" height=""([\d.]+)""").Select(match => (match.Groups[1].Value, match.Groups[2].Value)).ToList();
        // The first series has both values in its first bar, the second one value in the first, the middle and the last.
        Assert.Equal([("1", "168"), ("1", "84"), ("321", "84"), ("625", "84")], heights);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Write(SynthesisSummary summary, IReadOnlyList<ImageProvenance> images)
    {
        var options = new SynthesisOptions { Contexts = "captions.json", Images = Demo, Gallery = Demo, Output = folder };
        SynthesisReport.Write(summary, images, options, folder, TestContext.Current.CancellationToken);
        var page = File.ReadAllText(Path.Combine(folder, SynthesisReport.FileName));
        SynthesisReport.Write(summary, images, options, folder, TestContext.Current.CancellationToken);
        Assert.Equal(page, File.ReadAllText(Path.Combine(folder, SynthesisReport.FileName)));
        return page;
    }

    private static ImageProvenance Image(string context, string name) => new(
        Path.Combine(Demo, "scenes", "mira_okafor_02.jpg"), "aa", Split.Train, context, "bb", "mira", name, "enrol/mira_okafor_1.jpg", "cc", "warp/1", 1, false, 2,
        [Rejection.UnlikeIdentity], new FaceBox(250, 120, 90, 110), new(.93f, 80, .05f, 1, .1f, 1), new(.92f, 70, .62f, .12f, .55f, .2f))
    { Seam = 1.1f };

    private static SynthesisSummary Summary() => new()
    {
        Fingerprint = "f00d",
        Notice = "These photos are synthetic.",
        Licence = "CC0, fictional people",
        Consent = "not needed",
        Research = false,
        Swapper = "warp/1",
        Recogniser = "sface",
        Judge = "facenet",
        AttributeModel = null,
        Seed = 1,
        PerContext = 5,
        ContextLimits = new(),
        GalleryLimits = new(),
        Quality = new(),
        CaptionedPhotos = 20,
        Contexts = 4,
        ContextRejections = new Dictionary<Rejection, int> { [Rejection.BlurredFace] = 3, [Rejection.NoFace] = 13 },
        GalleryPhotos = 30,
        Identities = 6,
        GalleryRejections = new Dictionary<Rejection, int>(),
        Planned = 12,
        Kept = 7,
        Dropped = new Dictionary<Rejection, int> { [Rejection.UnlikeIdentity] = 5 },
        FailedAttempts = new Dictionary<Rejection, int> { [Rejection.UnlikeIdentity] = 9 },
        Splits = new Dictionary<Split, int> { [Split.Train] = 5, [Split.Test] = 2 },
    };
}

using System.Diagnostics;
using System.Text.Json;
using IdClip.Evaluation.Protocol;
using IdClip.Synthesis.Provenance;
using IdClip.Synthesis.Run;

namespace IdClip.Synthesis.Tests.Run;

public sealed class SynthesisRunTests(ITestOutputHelper output)
{
    private const string ChildRoot = "IDCLIP_SYNTHESIS_CHILD";

    [Fact]
    public async Task Killed_at_any_point_a_run_goes_on_to_the_same_bytes_as_one_that_was_not()
    {
        using var demo = new DemoSynthesis();
        var whole = demo.Options("whole");
        var summary = await DemoSynthesis.RunAsync(whole, cancellation: TestContext.Current.CancellationToken);
        output.WriteLine(JsonSerializer.Serialize(summary));
        Assert.True(summary.Kept >= 5, $"{summary.Kept} kept of {summary.Planned}");
        Assert.Equal(summary.Planned, summary.Kept + summary.Dropped.Values.Sum());
        var expected = DemoSynthesis.Contents(whole.Output);

        var killed = demo.Options("killed");
        var work = Path.Combine(killed.Output, ".work");
        // Once amid the photos looked at, then amid the results, twice.
        Func<bool>[] moments =
        [
            () => Lines(Path.Combine(work, "photos.jsonl")) >= 10,
            () => Lines(Path.Combine(work, "results.jsonl")) >= 3,
            () => Lines(Path.Combine(work, "results.jsonl")) >= 1 + (summary.Planned / 2),
        ];
        foreach (var moment in moments)
            KillWhen(moment, demo.Root);
        var acknowledged = File.ReadAllLines(Path.Combine(work, "results.jsonl")).Skip(1).Where(line => line.EndsWith('}'))
            .Select(line => JsonSerializer.Deserialize<FinishedPhoto>(line, Synthesis.Files.Json.Line)!.Kept?.File).OfType<string>()
            .ToDictionary(file => file, file => File.GetLastWriteTimeUtc(Path.Combine(killed.Output, file)));
        Assert.InRange(acknowledged.Count, 2, summary.Planned - 1);

        var resumed = await DemoSynthesis.RunAsync(killed, cancellation: TestContext.Current.CancellationToken);
        Assert.All(acknowledged, photo => Assert.Equal(photo.Value, File.GetLastWriteTimeUtc(Path.Combine(killed.Output, photo.Key))));
        Assert.Equal(JsonSerializer.Serialize(summary), JsonSerializer.Serialize(resumed));
        Assert.Equal(expected, DemoSynthesis.Contents(killed.Output));
    }

    [Fact]
    public async Task Contexts_may_have_shares_of_their_own()
    {
        using var demo = new DemoSynthesis();

        var summary = await DemoSynthesis.RunAsync(
            demo.Options("apart") with { Splits = new() { Train = .5, Validation = 0 }, ContextSplits = new() { Train = 0, Validation = 0 } },
            cancellation: TestContext.Current.CancellationToken);

        // Photos are made of identities and contexts of one part: no context is of the training part, so nothing is.
        Assert.Equal((0, summary.Kept), (summary.Splits[Split.Train], summary.Splits[Split.Test]));
        Assert.InRange(summary.Kept, 1, summary.Planned);
    }

    [Fact(Explicit = true)]
    public async Task Child_that_is_killed()
    {
        var root = Environment.GetEnvironmentVariable(ChildRoot);
        Assert.SkipWhen(root is null, "started by Killed_at_any_point only");
        using var lent = new DemoSynthesis();
        var options = lent.Options("x") with
        {
            Contexts = Path.Combine(root, "captions.json"),
            Images = Path.Combine(root, "photos"),
            Gallery = Path.Combine(root, "gallery"),
            Output = Path.Combine(root, "killed"),
        };
        Assert.True((await DemoSynthesis.RunAsync(options, cancellation: TestContext.Current.CancellationToken)).Kept > 0);
    }

    [Fact]
    public async Task The_set_is_verified_loads_for_evaluation_and_keeps_its_splits_apart()
    {
        using var demo = new DemoSynthesis();
        var options = demo.Options("set");
        var summary = await DemoSynthesis.RunAsync(options, cancellation: TestContext.Current.CancellationToken);

        var manifest = Manifest.Load(Path.Combine(options.Output, "manifest.json"));
        var people = EnrolmentList.Load(Path.Combine(options.Output, "people.json"));
        Assert.Equal(summary.Kept, manifest.Entries.Count);
        Assert.NotEmpty(RecallQuestion.Of(manifest, people.Select(person => person.Name)));
        Assert.All(people, person => Assert.Equal(options.GalleryLimits.Enrolment, person.Photos.Count));
        Assert.Empty(manifest.Entries.SelectMany(entry => entry.People).Except(people.Select(person => person.Name)));

        var made = File.ReadAllLines(Path.Combine(options.Output, ImageProvenance.FileName))
            .Select(line => JsonSerializer.Deserialize<ImageProvenance>(line, Synthesis.Files.Json.Line)!).ToArray();
        Assert.All(made.GroupBy(photo => photo.Identity), group => Assert.Single(group.Select(photo => photo.Split).Distinct()));
        Assert.All(made.GroupBy(photo => photo.Context), group => Assert.Single(group.Select(photo => photo.Split).Distinct()));
        Assert.All(made, photo => Assert.InRange(photo.After.Identity, (float)options.Quality.MinIdentity, 1));
        Assert.All(made, photo => Assert.InRange(photo.After.Original, -1, (float)options.Quality.MaxOriginal));

        var sound = await SynthesisVerification.VerifyAsync(options.Output, TestContext.Current.CancellationToken);
        Assert.Empty(sound.Findings);
        Assert.Equal((summary.Kept, summary.Kept), (sound.Photos, sound.Good));

        // Again the same: nothing is made anew, nothing changes.
        var before = DemoSynthesis.Contents(options.Output);
        await DemoSynthesis.RunAsync(options, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(before, DemoSynthesis.Contents(options.Output));

        var stranger = await Assert.ThrowsAsync<SynthesisException>(() => DemoSynthesis.RunAsync(options with { Seed = 6 }, cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("other options", stranger.Message, StringComparison.Ordinal);

        await Break(options.Output, made);
    }

    [Fact]
    public async Task A_gallery_without_licence_or_consent_is_refused_unless_for_research_which_is_recorded()
    {
        using var demo = new DemoSynthesis();
        demo.WriteGallery("""{ "licence": "CC0" }""");
        var options = demo.Options("refused");

        var refused = await Assert.ThrowsAsync<SynthesisException>(() => DemoSynthesis.RunAsync(options, cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("consent", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("licence and", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(options.Output));

        var metadata = Synthesis.Gallery.GalleryMetadata.Read(demo.Gallery, research: true);
        Assert.Equal(("CC0", null), (metadata.Licence, metadata.Consent));
    }

    [Fact]
    public async Task An_output_that_holds_something_else_is_left_alone()
    {
        using var demo = new DemoSynthesis();
        var options = demo.Options("occupied");
        Directory.CreateDirectory(options.Output);
        File.WriteAllText(Path.Combine(options.Output, "letter.txt"), "dear");

        await Assert.ThrowsAsync<SynthesisException>(() => DemoSynthesis.RunAsync(options, cancellation: TestContext.Current.CancellationToken));

        Assert.Equal(["letter.txt"], Directory.EnumerateFileSystemEntries(options.Output).Select(Path.GetFileName));
    }

    private static async Task Break(string folder, ImageProvenance[] made)
    {
        string Full(int photo) => Path.Combine(folder, made[photo].File);
        File.Delete(Full(0));
        File.WriteAllBytes(Full(1), [.. File.ReadAllBytes(Full(1)), 0]);
        File.WriteAllText(Full(2), "not a picture");
        File.Copy(Full(3), Path.Combine(folder, "images", "stranger.jpg"));
        var provenance = Path.Combine(folder, ImageProvenance.FileName);
        File.AppendAllText(provenance, "{ broken\n" + File.ReadAllLines(provenance)[4].Replace(made[4].File, "../outside.jpg", StringComparison.Ordinal) + "\n");

        var report = await SynthesisVerification.VerifyAsync(folder, TestContext.Current.CancellationToken);

        Assert.Contains(report.Findings, finding => (finding.File, finding.Problem) == (made[0].File, VerificationProblem.Missing));
        Assert.Contains(report.Findings, finding => (finding.File, finding.Problem) == (made[1].File, VerificationProblem.Changed));
        Assert.Contains(report.Findings, finding => (finding.File, finding.Problem) == (made[2].File, VerificationProblem.Unreadable));
        Assert.Contains(report.Findings, finding => (finding.File, finding.Problem) == ("images/stranger.jpg", VerificationProblem.Extra));
        Assert.Contains(report.Findings, finding => (finding.File, finding.Problem) == (ImageProvenance.FileName, VerificationProblem.Unreadable));
        Assert.Contains(report.Findings, finding => (finding.File, finding.Problem) == ("../outside.jpg", VerificationProblem.Contradiction));
        Assert.Equal(made.Length - 3, report.Good);
    }

    private static void KillWhen(Func<bool> moment, string root)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["-method", "*Child_that_is_killed", "-explicit", "only"]) { RedirectStandardOutput = true };
        start.Environment[ChildRoot] = root;
        using var child = Process.Start(start)!;
        _ = child.StandardOutput.ReadToEndAsync();
        while (!moment())
        {
            Assert.False(child.HasExited, "the run was over before it could be killed");
            Thread.Sleep(1);
        }

        child.Kill();
        child.WaitForExit();
    }

    private static int Lines(string file)
    {
        if (!File.Exists(file))
            return 0;
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var text = new StreamReader(stream);
        return text.ReadToEnd().Count(letter => letter == '\n');
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using IdClip.Tests;

namespace IdClip.EndToEnd;

public sealed class SynthTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_set_is_made_checked_measured_and_found_out_when_a_byte_changes()
    {
        var set = DemoSet.Write(folder["demo"]);

        var made = await IdClipProgram.SucceedAsync(folder["unused"], Arguments(set));
        var again = await IdClipProgram.SucceedAsync(folder["unused"], Arguments(set));
        var good = await IdClipProgram.SucceedAsync(folder["unused"], "synth", "verify", set.Output);
        var measured = await IdClipProgram.SucceedAsync(folder["unused"], "eval", Path.Combine(set.Output, "manifest.json"));

        Assert.Matches($"contexts: {DemoSet.Contexts} of {DemoSet.Contexts} captioned photos; left out: none", made.Output);
        Assert.Matches(@"licence:  CC0 1\.0; consent: The people are fictional\.", made.Output);
        Assert.Matches(@"speed:    \d+ photos tried in \d+\.\d s, \d+\.\d images a second", made.Output);
        Assert.Contains("synthetic photos: ", made.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', made.Error);
        Assert.Contains("speed:    nothing was left to do", again.Output, StringComparison.Ordinal);
        Assert.Contains("what an earlier run finished is not made again", again.Error, StringComparison.Ordinal);

        var files = FilesOf(set);
        Assert.InRange(files.Length, 2, DemoSet.Contexts * DemoSet.PerContext);
        Assert.Matches($@"kept {files.Length} of \d; dropped: ", made.Output);
        Assert.Contains($"{files.Length} of {files.Length} photos are there, unchanged and marked", good.Output, StringComparison.Ordinal);
        Assert.Matches(@"person \+ context +\d", measured.Output);

        Spoil(Path.Combine(set.Output, files[0]));
        var spoilt = await IdClipProgram.RunAsync(folder["unused"], "synth", "verify", set.Output);

        Assert.Equal(1, spoilt.ExitCode);
        Assert.Contains(files[0], spoilt.Output, StringComparison.Ordinal);
        Assert.All(files[1..], file => Assert.DoesNotContain(file, spoilt.Output, StringComparison.Ordinal));
        Assert.Contains($"{files.Length - 1} of {files.Length} photos", spoilt.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_is_clean_and_the_next_run_goes_on_to_the_same_bytes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "env of Linux is what lets a program hear SIGINT");
        var (stopped, whole) = (DemoSet.Write(folder["stopped"]), DemoSet.Write(folder["whole"]));

        using var process = IdClipProgram.StartInForeground(folder["unused"], Arguments(stopped));
        var error = "";
        while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            error += line + '\n';
            if (line.StartsWith("context faces: 0 of", StringComparison.Ordinal))
                using (var signal = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))
                    await signal.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var rest = await IdClipProgram.SucceedAsync(folder["unused"], Arguments(stopped));
        await IdClipProgram.SucceedAsync(folder["unused"], Arguments(whole));

        Assert.True(process.ExitCode == 130, error);
        Assert.Contains("the same command goes on from there", error, StringComparison.Ordinal);
        Assert.Contains("(18 by an earlier run)", rest.Error, StringComparison.Ordinal);
        Assert.Equal(Hashes(whole), Hashes(stopped));
    }

    [Fact]
    public async Task A_gallery_without_licence_or_consent_is_refused_unless_it_is_for_research()
    {
        var set = DemoSet.Write(folder["demo"], licensed: false);

        var refused = await IdClipProgram.RunAsync(folder["unused"], Arguments(set));

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(Path.Combine(set.Gallery, "gallery.json"), refused.Error, StringComparison.Ordinal);
        Assert.Contains("--research", refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(set.Output, "manifest.json")));
    }

    [Theory]
    [InlineData("--contexts", "nowhere.json", "--contexts: there is no file nowhere.json")]
    [InlineData("--images", "nowhere", "--images: there is no folder nowhere")]
    [InlineData("--judge", "nowhere.onnx", "--judge: there is no file nowhere.onnx")]
    [InlineData("--per-context", "0", "--per-context must be a number from 1 to 1000")]
    [InlineData("--min-face", "0", "--min-face must be a number from 1 to 10000")]
    [InlineData("--identity-split", "0.8,0.3", "--identity-split must be two shares")]
    [InlineData("--context-split", "0.8", "--context-split must be two shares")]
    [InlineData("--swapper", "swapper.onnx", "--swapper and --swapper-embedder belong together")]
    public async Task What_is_wrong_on_the_command_line_is_named(string option, string value, string expected)
    {
        var set = DemoSet.Write(folder["demo"]);
        var arguments = Arguments(set).ToList();
        if (arguments.IndexOf(option) is >= 0 and var place)
            arguments.RemoveRange(place, 2);

        var result = await IdClipProgram.RunAsync(folder["unused"], [.. arguments, option, value]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(set.Output));
    }

    [Fact]
    public async Task A_file_that_is_not_of_its_format_is_named()
    {
        var set = DemoSet.Write(folder["demo"]);
        File.WriteAllText(set.Captions, """{ "images": [{ "id": 1 }], "annotations": [] }""");

        var result = await IdClipProgram.RunAsync(folder["unused"], Arguments(set));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(set.Captions, result.Error, StringComparison.Ordinal);
        Assert.Contains("file_name", result.Error, StringComparison.Ordinal);
    }

    private static string[] Arguments(DemoSet set) =>
    [
        "synth", "--contexts", set.Captions, "--images", set.Images, "--gallery", set.Gallery, "--output", set.Output,
        "--per-context", DemoSet.PerContext.ToString(CultureInfo.InvariantCulture), "--seed", DemoSet.Seed.ToString(CultureInfo.InvariantCulture),
    ];

    private static string[] FilesOf(DemoSet set)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(set.Output, "manifest.json")));
        return [.. manifest.RootElement.EnumerateArray().Select(e => e.GetProperty("file").GetString()!)];
    }

    private static string[] Hashes(DemoSet set) => [.. File.ReadLines(Path.Combine(set.Output, "provenance.jsonl")).Select(line =>
    {
        using var photo = JsonDocument.Parse(line);
        return $"{photo.RootElement.GetProperty("file").GetString()} {photo.RootElement.GetProperty("sha256").GetString()}";
    })];

    // A byte of the compressed picture, far behind its headers.
    private static void Spoil(string photo)
    {
        var bytes = File.ReadAllBytes(photo);
        bytes[^100] ^= 1;
        File.WriteAllBytes(photo, bytes);
    }
}

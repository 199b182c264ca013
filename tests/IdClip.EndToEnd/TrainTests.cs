using IdClip.Training.Runs;

namespace IdClip.EndToEnd;

public sealed class TrainTests : IDisposable
{
    private const int Steps = 36;

    // An epoch of the demo's 144 pairs, after which there is a checkpoint, has 18 steps.
    private const string Configuration =
        """{ "name": "small", "description": "A test.", "translator": { "hidden": 64 }, "imagePrompts": 1, "textValueRank": 1, "inPlace": 0.5, "epochs": 2, "batch": { "size": 8 }, "optimiser": { "learningRate": 1e-3 } }""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Killed_training_goes_on_to_the_losses_and_the_adapter_of_a_run_that_was_not_killed()
    {
        File.WriteAllText(folder["small.json"], Configuration);
        var whole = await IdClipProgram.SucceedAsync(folder["unused"], Arguments("whole"));

        // Before the first checkpoint, and after it.
        await KillAtAsync(5);
        await KillAtAsync(22);
        var rest = await IdClipProgram.SucceedAsync(folder["unused"], Arguments("killed"));

        Assert.Contains("it goes on from its last checkpoint", rest.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("it goes on", whole.Error, StringComparison.Ordinal);
        Assert.Equal(Steps, RunMetrics.Read(folder["whole"]).Count);
        Assert.Equal(File.ReadAllLines(folder["whole/metrics.jsonl"]), File.ReadAllLines(folder["killed/metrics.jsonl"]));
        Assert.Equal(File.ReadAllBytes(folder["whole/adapter.safetensors"]), File.ReadAllBytes(folder["killed/adapter.safetensors"]));
        Assert.Matches("killed +idclip-mini +sface", (await IdClipProgram.SucceedAsync(folder["unused"], "adapters", "list")).Output);
    }

    private string[] Arguments(string run) =>
        ["train", Path.Combine(DemoArchive.Pictures, "manifest.json"), "--config", folder["small.json"], "--output", folder[run], "--name", run];

    private async Task KillAtAsync(int step)
    {
        using var process = IdClipProgram.Start(folder["unused"], null, Arguments("killed"));
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        while (RunMetrics.Read(folder["killed"]).Count < step)
        {
            Assert.False(process.HasExited, $"{step} steps were never taken: {(process.HasExited ? await output + await error : "")}");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.InRange(RunMetrics.Read(folder["killed"]).Count, step, Steps - 1);
    }
}

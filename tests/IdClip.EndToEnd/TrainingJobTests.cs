using System.Diagnostics;
using System.Text.RegularExpressions;
using Grpc.Core;
using Grpc.Net.Client;
using IdClip.Contracts.V1;
using IdClip.Tests;

namespace IdClip.EndToEnd;

public sealed partial class TrainingJobTests : IDisposable
{
    private const int ForEver = 10_000;
    private const int LastEpochSeen = 3;

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_killed_server_keeps_its_queue_and_a_run_goes_on_from_its_checkpoint()
    {
        var set = DemoTraining.Write(folder["set"]);
        await IdClipProgram.SucceedAsync(folder["archive"], "index", DemoArchive.Pictures);
        TrainingJob working, waiting;
        TrainingProgress before;
        var (server, channel) = await ServeAsync();
        using (server)
        using (channel)
        {
            var client = new Contracts.V1.Training.TrainingClient(channel);
            working = await client.StartAsync(new() { Run = RunOf(set, "working", ForEver) }, cancellationToken: Ct);
            waiting = await client.StartAsync(new() { Run = RunOf(set, "waiting", epochs: 1) }, cancellationToken: Ct);
            before = await WatchToEpochAsync(client, working.Id, LastEpochSeen);
            server.Kill();
            await server.WaitForExitAsync(Ct);
        }

        (server, channel) = await ServeAsync();
        using (server)
        using (channel)
        {
            var client = new Contracts.V1.Training.TrainingClient(channel);
            var interrupted = await client.GetAsync(new() { Job = working.Id }, cancellationToken: Ct);
            var waited = await EndAsync(client, waiting.Id);
            await client.StartAsync(new() { Job = working.Id }, cancellationToken: Ct);
            var after = await WatchToEpochAsync(client, working.Id, 1);
            server.Kill();
            await server.WaitForExitAsync(Ct);

            Assert.Equal(JobState.Interrupted, interrupted.State);
            Assert.True(waited.State == JobState.Done, waited.ToString());
            // An epoch's end is acknowledged once it is in a checkpoint.
            Assert.True(after.Epochs >= before.Epochs, $"{after} does not go on from {before}");
        }
        var steps = Training.Runs.RunMetrics.Read(working.Run.Output).Select(line => line.Step).ToArray();
        Assert.Equal(Enumerable.Range(1, steps.Length), steps);
        var listed = await IdClipProgram.SucceedAsync(folder["archive"], "adapters", "list");
        Assert.Contains("waiting", listed.Output, StringComparison.Ordinal);
    }

    private async Task<(Process Server, GrpcChannel Channel)> ServeAsync()
    {
        var server = IdClipProgram.Start(folder["archive"], null, "serve", "--port", $"{FreePorts.Find(2)}", "--training-root", folder["set"]);
        while (await server.StandardOutput.ReadLineAsync(Ct) is { } line)
            if (Address().Match(line) is { Success: true } address)
                return (server, GrpcChannel.ForAddress(address.Value));
        throw new Xunit.Sdk.XunitException(await server.StandardError.ReadToEndAsync(Ct));
    }

    private static async Task<TrainingProgress> WatchToEpochAsync(Contracts.V1.Training.TrainingClient client, string job, int epoch)
    {
        using var call = client.Watch(new() { Job = job }, cancellationToken: Ct);
        await foreach (var update in call.ResponseStream.ReadAllAsync(Ct))
            if (update.Progress is { Phase: TrainingPhase.Steps } progress && progress.Epochs >= epoch)
                return progress;
        throw new Xunit.Sdk.XunitException($"the job ended before epoch {epoch}");
    }

    private static async Task<TrainingJob> EndAsync(Contracts.V1.Training.TrainingClient client, string job)
    {
        TrainingJob? last = null;
        using var call = client.Watch(new() { Job = job }, cancellationToken: Ct);
        await foreach (var update in call.ResponseStream.ReadAllAsync(Ct))
            last = update;
        return last!;
    }

    private static TrainingRun RunOf(DemoTraining set, string name, int epochs) => new()
    {
        Manifest = set.ManifestWithoutValidation,
        Output = set.Output(name),
        Configuration = "translator",
        Adapter = name,
        Epochs = epochs,
    };

    [GeneratedRegex("(?<=^gRPC: +)http://\\S+")]
    private static partial Regex Address();
}

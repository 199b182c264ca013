using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using IdClip.Archive.Ingest.Walk;
using IdClip.Archive.Messages;
using IdClip.Contracts.V1;
using IdClip.Tests;

namespace IdClip.Grpc.Tests;

public sealed class SynthesisServiceTests(ServedDemo demo) : IAsyncLifetime
{
    private readonly string _root = RealPath.Of(TestFolders.NewTemporary());
    private ServedArchive? _served;
    private GrpcChannel? _channel;

    private Contracts.V1.Synthesis.SynthesisClient Client => new(_channel);

    private string ArchiveFolder => Path.Combine(_root, "archive");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => StartServerAsync();

    [Fact]
    public async Task A_set_is_made_while_its_job_is_watched()
    {
        var set = NewSet("demo");

        var job = await Client.StartAsync(new() { Set = set }, cancellationToken: Ct);
        var told = await WatchAsync(job.Id);

        Assert.Matches("^[0-9a-f]{32}$", job.Id);
        Assert.Equal(set, job.Set);
        var end = told[^1];
        Assert.True(end.State == JobState.Done, end.ToString());
        Assert.All(told[..^1], update => Assert.Contains(update.State, new[] { JobState.Queued, JobState.Running }));
        Assert.Contains(told, update => update.Progress?.Stage == SynthesisStage.Photos && update.Progress.Total == end.Summary.Planned);
        Assert.Equal((DemoSet.Contexts, DemoSet.PerContext), (end.Summary.Contexts, end.Summary.Identities));
        Assert.InRange(end.Summary.Planned, 2, DemoSet.Contexts * DemoSet.PerContext);
        Assert.Equal("CC0 1.0", end.Summary.Licence);
        Assert.InRange(end.Summary.Kept, 1, end.Summary.Planned);
        Assert.Equal(end.Summary.Planned - end.Summary.Kept, end.Summary.Dropped.Values.Sum());
        Assert.Equal(end.Summary.Kept, end.Summary.Splits["train"]);
        Assert.True(end.QueuedAt <= end.StartedAt && end.StartedAt <= end.EndedAt);
        Assert.True(File.Exists(Path.Combine(set.Output, "manifest.json")));
        var list = await Client.ListAsync(new(), cancellationToken: Ct);
        Assert.Equal((1, end.Id), (list.Total, Assert.Single(list.Jobs).Id));
        await ToldAsync(job.Id, "Done");
    }

    [Fact]
    public async Task One_job_works_at_a_time_and_cancelled_ones_can_be_started_again()
    {
        var first = await Client.StartAsync(new() { Set = NewSet("first") }, cancellationToken: Ct);
        var second = await Client.StartAsync(new() { Set = NewSet("second") }, cancellationToken: Ct);
        var same = await Statuses.OfAsync(Client.StartAsync(new() { Set = second.Set }, cancellationToken: Ct), StatusCode.FailedPrecondition);

        var left = await Client.CancelAsync(new() { Job = second.Id }, cancellationToken: Ct);
        await Client.CancelAsync(new() { Job = first.Id }, cancellationToken: Ct);
        var stopped = (await WatchAsync(first.Id))[^1];
        var again = await Client.StartAsync(new() { Job = first.Id }, cancellationToken: Ct);
        var end = (await WatchAsync(first.Id))[^1];

        Assert.Equal((JobState.Running, JobState.Queued), (first.State, second.State));
        Assert.Contains(second.Id, same.Message, StringComparison.Ordinal);
        Assert.Equal(JobState.Cancelled, left.State);
        Assert.Equal(JobState.Cancelled, stopped.State);
        Assert.Equal(first.Id, again.Id);
        Assert.True(end.State == JobState.Done, end.ToString());
        Assert.False(Directory.Exists(second.Set.Output));
    }

    [Fact]
    public async Task Jobs_survive_a_restart_the_waiting_go_on_and_the_interrupted_wait_to_be_started()
    {
        var working = await Client.StartAsync(new() { Set = NewSet("working") }, cancellationToken: Ct);
        var waiting = await Client.StartAsync(new() { Set = NewSet("waiting") }, cancellationToken: Ct);
        using var watch = Client.Watch(new() { Job = working.Id }, cancellationToken: Ct);
        Assert.True(await watch.ResponseStream.MoveNext(Ct));

        await StopServerAsync();
        await StartServerAsync();
        var interrupted = (await Client.ListAsync(new(), cancellationToken: Ct)).Jobs.Single(job => job.Id == working.Id);
        var waited = (await WatchAsync(waiting.Id))[^1];
        await Client.StartAsync(new() { Job = working.Id }, cancellationToken: Ct);
        var end = (await WatchAsync(working.Id))[^1];

        Assert.Equal(JobState.Interrupted, interrupted.State);
        Assert.True(waited.State == JobState.Done, waited.ToString());
        Assert.True(end.State == JobState.Done, end.ToString());
        Assert.Equal(waited.Summary.Kept, end.Summary.Kept);
    }

    [Fact]
    public async Task A_set_that_cannot_be_made_fails_with_the_file_and_what_to_do()
    {
        var job = await Client.StartAsync(new() { Set = NewSet("demo", licensed: false) }, cancellationToken: Ct);

        var end = (await WatchAsync(job.Id))[^1];

        Assert.Equal(JobState.Failed, end.State);
        Assert.Contains("gallery.json", end.Failure, StringComparison.Ordinal);
        Assert.Null(end.Summary);
    }

    [Fact]
    public async Task Only_what_lies_below_the_servers_folders_may_be_named()
    {
        var set = NewSet("demo");
        var outside = Directory.CreateDirectory(_root + "-outside").FullName;
        try
        {
            var link = Path.Combine(_root, "link");
            Directory.CreateSymbolicLink(link, outside);
            await RefuseAsync("set.images", StatusCode.InvalidArgument, s => s.Images = outside);
            await RefuseAsync("set.images", StatusCode.InvalidArgument, s => s.Images = link);
            await RefuseAsync("set.output", StatusCode.InvalidArgument, s => s.Output = Path.Combine(link, "new", "set"));
            await RefuseAsync("set.output", StatusCode.InvalidArgument, s => s.Output = Path.Combine(_root, "..", "set"));
            await RefuseAsync("set.output", StatusCode.InvalidArgument, s => s.Output = _root);
            // Whether a file is there is not told of places outside.
            await RefuseAsync("set.contexts", StatusCode.InvalidArgument, s => s.Contexts = "/nowhere/captions.json");
            await RefuseAsync("set.contexts", StatusCode.InvalidArgument, s => s.Contexts = "/etc/hostname");
        }
        finally
        {
            Directory.Delete(outside, recursive: true);
        }

        async Task RefuseAsync(string field, StatusCode expected, Action<SynthesisSet> change)
        {
            var changed = set.Clone();
            change(changed);
            var status = await Statuses.OfAsync(Client.StartAsync(new() { Set = changed }, cancellationToken: Ct), expected);
            Assert.Equal(field, Assert.Single(status.Fields()).Key);
        }
    }

    [Fact]
    public async Task Fields_out_of_their_range_are_named()
    {
        var set = NewSet("demo");

        Assert.Equal((StatusCode.InvalidArgument, "set"), await FailureOf(new()));
        Assert.Equal((StatusCode.InvalidArgument, "set.contexts"), await FailureOf(new() { Set = new() }));
        Assert.Equal((StatusCode.InvalidArgument, "set.gallery"), await FailureOf(Changed(s => s.Gallery = "gallery")));
        Assert.Equal((StatusCode.NotFound, "set.gallery"), await FailureOf(Changed(s => s.Gallery = Path.Combine(_root, "nowhere"))));
        Assert.Equal((StatusCode.NotFound, "set.judge"), await FailureOf(Changed(s => s.Judge = Path.Combine(_root, "nowhere.onnx"))));
        Assert.Equal((StatusCode.InvalidArgument, "set.per_context"), await FailureOf(Changed(s => s.PerContext = -1)));
        Assert.Equal((StatusCode.InvalidArgument, "set.swapper_embedder"), await FailureOf(Changed(s => s.Swapper = set.Contexts)));
        Assert.Equal((StatusCode.NotFound, "job"), await FailureOf(new() { Job = "../../etc/passwd" }));

        StartSynthesisRequest Changed(Action<SynthesisSet> change)
        {
            var changed = set.Clone();
            change(changed);
            return new() { Set = changed };
        }

        async Task<(StatusCode, string)> FailureOf(StartSynthesisRequest request)
        {
            var failure = await Assert.ThrowsAsync<RpcException>(async () => await Client.StartAsync(request, cancellationToken: Ct));
            return (failure.StatusCode, Assert.Single(failure.GetRpcStatus()!.Fields()).Key);
        }
    }

    [Fact]
    public async Task A_job_that_does_not_exist_is_not_found()
    {
        using var watch = Client.Watch(new() { Job = new string('0', 32) }, cancellationToken: Ct);
        var watched = await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(Ct));
        await Statuses.OfAsync(Client.CancelAsync(new() { Job = "" }, cancellationToken: Ct), StatusCode.NotFound);

        Assert.Equal(StatusCode.NotFound, watched.StatusCode);
    }

    [Fact]
    public async Task A_server_without_folders_for_sets_says_what_to_do()
    {
        using var channel = GrpcChannel.ForAddress(demo.Served.Grpc);
        var client = new Contracts.V1.Synthesis.SynthesisClient(channel);

        foreach (var status in (Google.Rpc.Status[])[
            await Statuses.OfAsync(client.StartAsync(new() { Set = NewSet("demo") }, cancellationToken: Ct), StatusCode.FailedPrecondition),
            await Statuses.OfAsync(client.ListAsync(new(), cancellationToken: Ct), StatusCode.FailedPrecondition)])
        {
            Assert.Equal("SYNTHESIS_ROOTS", status.GetDetail<ErrorInfo>().Reason);
            Assert.Contains("--synth-root", status.Message, StringComparison.Ordinal);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopServerAsync();
        Directory.Delete(_root, recursive: true);
    }

    private async ValueTask StartServerAsync()
    {
        Directory.CreateDirectory(ArchiveFolder);
        _served = await ServedArchive.StartAsync(synthesisRoots: [_root], folder: ArchiveFolder);
        _channel = GrpcChannel.ForAddress(_served.Grpc);
    }

    private async Task StopServerAsync()
    {
        _channel?.Dispose();
        if (_served is not null)
            await _served.DisposeAsync();
    }

    private async Task<List<SynthesisJob>> WatchAsync(string job)
    {
        using var call = Client.Watch(new() { Job = job }, cancellationToken: Ct);
        var told = new List<SynthesisJob>();
        await foreach (var update in call.ResponseStream.ReadAllAsync(Ct))
            told.Add(update);
        return told;
    }

    // What becomes of a job is sent on; the state machine has it a moment later.
    private async Task ToldAsync(string job, string state)
    {
        var runs = new ArchiveRuns(_served!.Archive.Catalogue);
        while ((await runs.FindAsync("SynthesisRun", Guid.ParseExact(job, "N"), Ct))?.State != state)
            await Task.Delay(50, Ct);
    }

    private SynthesisSet NewSet(string name, bool licensed = true)
    {
        var set = DemoSet.Write(Path.Combine(_root, name), licensed);
        return new()
        {
            Contexts = set.Captions,
            Images = set.Images,
            Gallery = set.Gallery,
            Output = set.Output,
            PerContext = DemoSet.PerContext,
            Seed = DemoSet.Seed,
        };
    }
}

using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using IdClip.Archive.Ingest.Walk;
using IdClip.Contracts.V1;
using IdClip.Models.Adapters;
using IdClip.Tests;
using IdClip.Training.Runs;
using TrainingPhase = IdClip.Contracts.V1.TrainingPhase;
using TrainingProgress = IdClip.Contracts.V1.TrainingProgress;

namespace IdClip.Grpc.Tests;

public sealed class TrainingServiceTests(ServedDemo demo) : IAsyncLifetime
{
    private const int ForEver = 10_000;

    private readonly string _root = RealPath.Of(TestFolders.NewTemporary());
    private DemoTraining? _set;
    private ServedArchive? _served;
    private GrpcChannel? _channel;

    private Contracts.V1.Training.TrainingClient Client => new(_channel);

    private DemoTraining Set => _set ??= DemoTraining.Write(_root);

    private string ArchiveFolder => Path.Combine(_root, "archive");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        // The store is the machine's; a test's is its own.
        Environment.SetEnvironmentVariable("IDCLIP_ADAPTERS", Path.Combine(_root, "adapters"));
        return StartServerAsync();
    }

    [Fact]
    public async Task An_adapter_is_trained_and_installed_while_its_job_is_watched()
    {
        var job = await Client.StartAsync(new() { Run = NewRun("first", epochs: 2) }, cancellationToken: Ct);
        var told = await WatchAsync(job.Id);

        var variants = await Client.ListConfigurationsAsync(new(), cancellationToken: Ct);
        Assert.Contains(variants.Configurations, variant => variant.Name == variants.Usual && variant.Description.Length > 0);
        Assert.DoesNotContain(variants.Configurations, variant => variant.Name == "clip");
        Assert.Matches("^[0-9a-f]{32}$", job.Id);
        Assert.Equal((Set.Validation, Set.PeopleList, "sface", "idclip-mini"), (job.Run.Validation, job.Run.People, job.Run.Faces, job.Run.Model));
        var end = told[^1];
        Assert.True(end.State == JobState.Done, end.ToString());
        Assert.Contains(end.Device, new[] { "cpu", "cuda" });
        var summary = end.Summary;
        Assert.Equal(("first", DemoTraining.Photos, DemoTraining.People), (summary.Adapter, summary.Photos, summary.People));
        Assert.Equal(DemoTraining.ValidationPhotos, summary.ValidationPhotos);
        // Two photos of pairs, of a person who is learned.
        Assert.True(summary.OmittedPhotos > 0);
        var progress = told.Select(update => update.Progress).Where(p => p?.Phase == TrainingPhase.Steps).ToArray();
        Assert.NotEmpty(progress);
        Assert.All(progress, step => Assert.True(step is { Total: > 0, HasLoss: true, PairsPerSecond: > 0, Remaining: not null }, step.ToString()));
        Assert.InRange(summary.Best.RecallAt10, summary.Best.RecallAt1, 100);
        Assert.Equal(RunMetrics.Read(job.Run.Output)[^1].Loss, summary.Loss);
        var adapter = Assert.Single(AdapterStore.Default().List(), stored => stored.Name == "first");
        Assert.Null(adapter.Problem);
        Assert.Equal(end, await Client.GetAsync(new() { Job = job.Id }, cancellationToken: Ct));
        var list = await Client.ListAsync(new(), cancellationToken: Ct);
        Assert.Equal((1, end.Id), (list.Total, Assert.Single(list.Jobs).Id));

        // What is done may be started again; another run may not take the adapter's name.
        await Client.StartAsync(new() { Job = job.Id }, cancellationToken: Ct);
        Assert.Equal(JobState.Done, (await WatchAsync(job.Id))[^1].State);
        await RefuseAsync("run.adapter", StatusCode.InvalidArgument, run => (run.Adapter, run.Output) = ("first", Set.Output("other")));
    }

    [Fact]
    public async Task A_trained_adapter_that_was_asked_for_is_used_by_searches()
    {
        var archive = new Contracts.V1.Archive.ArchiveClient(_channel);
        var scenes = Directory.GetFiles(Path.Combine(Set.Folder, "scenes"), "mira_okafor*");
        using (var index = archive.Index(new() { Roots = { scenes } }, cancellationToken: Ct))
            while (await index.ResponseStream.MoveNext(Ct))
            {
            }
        await archive.EnrolAsync(
            new() { Name = "Mira Okafor", Photos = { Directory.GetFiles(Path.Combine(Set.Folder, "enrol"), "mira_okafor*").Select(file => new EnrolmentPhoto { Path = file }) } }, cancellationToken: Ct);
        var search = new Contracts.V1.Search.SearchClient(_channel);
        var before = await search.SearchAsync(new() { Query = "@{Mira Okafor} in a forest" }, cancellationToken: Ct);

        var run = NewRun("asked-for", epochs: 1);
        run.Activate = true;
        var job = await Client.StartAsync(new() { Run = run }, cancellationToken: Ct);
        Assert.Equal(JobState.Done, (await WatchAsync(job.Id))[^1].State);
        var end = await ActivationAsync(archive, job.Id);

        Assert.True(end.State == JobState.Done, end.ToString());
        Assert.Equal("asked-for", (await archive.SummaryAsync(new(), cancellationToken: Ct)).ActiveAdapter.Name);
        var after = await search.SearchAsync(new() { Query = "@{Mira Okafor} in a forest" }, cancellationToken: Ct);
        Assert.All(before.Answers, answer => Assert.False(answer.HasJoint));
        Assert.All(after.Answers, answer => Assert.True(answer.HasJoint));
        Assert.Empty(after.Notes);
    }

    [Fact]
    public async Task One_job_works_at_a_time_and_a_cancelled_one_goes_on_from_its_checkpoint()
    {
        var first = await Client.StartAsync(new() { Run = NewRun("first", ForEver, judged: false) }, cancellationToken: Ct);
        var second = await Client.StartAsync(new() { Run = NewRun("second", ForEver) }, cancellationToken: Ct);
        var same = await Statuses.OfAsync(Client.StartAsync(new() { Run = second.Run }, cancellationToken: Ct), StatusCode.FailedPrecondition);

        var left = await Client.CancelAsync(new() { Job = second.Id }, cancellationToken: Ct);
        var before = await WatchToEpochAsync(first.Id, 2);
        await Client.CancelAsync(new() { Job = first.Id }, cancellationToken: Ct);
        var stopped = (await WatchAsync(first.Id))[^1];
        await Client.StartAsync(new() { Job = first.Id }, cancellationToken: Ct);
        var after = await WatchToEpochAsync(first.Id, 1);

        Assert.Equal((JobState.Running, JobState.Queued, JobState.Cancelled), (first.State, second.State, left.State));
        Assert.Contains(second.Id, same.Message, StringComparison.Ordinal);
        Assert.Equal((JobState.Cancelled, null), (stopped.State, stopped.Summary));
        Assert.True(after.Epochs >= before.Epochs, $"{after} does not go on from {before}");
    }

    [Fact]
    public async Task Jobs_survive_a_restart_the_waiting_go_on_and_the_interrupted_wait_to_be_started()
    {
        var working = await Client.StartAsync(new() { Run = NewRun("working", ForEver, judged: false) }, cancellationToken: Ct);
        var waiting = await Client.StartAsync(new() { Run = NewRun("waiting", epochs: 1) }, cancellationToken: Ct);
        await WatchToEpochAsync(working.Id, 1);

        await StopServerAsync();
        await StartServerAsync();
        var interrupted = await Client.GetAsync(new() { Job = working.Id }, cancellationToken: Ct);
        var waited = (await WatchAsync(waiting.Id))[^1];
        await Client.StartAsync(new() { Job = working.Id }, cancellationToken: Ct);
        var again = await WatchToEpochAsync(working.Id, 1);

        Assert.Equal(JobState.Interrupted, interrupted.State);
        Assert.Equal(working.Run, interrupted.Run);
        Assert.True(waited.State == JobState.Done, waited.ToString());
        Assert.Equal("waiting", Assert.Single(AdapterStore.Default().List()).Name);
        Assert.True(again.Done > 1, again.ToString());
    }

    [Fact]
    public async Task A_photo_that_cannot_be_read_fails_the_job_with_its_name()
    {
        var run = NewRun("broken", epochs: 1);
        var photo = Path.Combine(_root, "scenes", "mira_okafor_01.jpg");
        await File.WriteAllTextAsync(photo, "no picture", Ct);

        var job = await Client.StartAsync(new() { Run = run }, cancellationToken: Ct);
        var end = (await WatchAsync(job.Id))[^1];

        Assert.Equal(JobState.Failed, end.State);
        Assert.Contains(photo, end.Failure, StringComparison.Ordinal);
        Assert.Empty(AdapterStore.Default().List());
    }

    [Fact]
    public async Task Only_what_lies_below_the_servers_folders_may_be_named()
    {
        await RefuseAsync("run.output", StatusCode.InvalidArgument, run => run.Output = Path.Combine(_root, "..", "run"));
        await RefuseAsync("run.manifest", StatusCode.InvalidArgument, run => run.Manifest = Path.Combine(TestFolders.Repository, "demo", "manifest.json"));
        await RefuseAsync("run.people", StatusCode.InvalidArgument, run => run.People = "/etc/hostname");
        await RefuseAsync("run.configuration", StatusCode.InvalidArgument, run => run.Configuration = "/etc/hostname");
        await RefuseAsync("run.faces", StatusCode.InvalidArgument, run => run.Faces = "/etc/hostname");
    }

    [Fact]
    public async Task Orders_that_cannot_be_carried_out_are_refused_with_their_field()
    {
        var wrong = Path.Combine(_root, "wrong.json");
        await File.WriteAllTextAsync(wrong, """{ "name": "mine", "description": "no such field", "colour": "red" }""", Ct);

        await RefuseAsync("run.manifest", StatusCode.InvalidArgument, run => run.Manifest = "");
        await RefuseAsync("run.manifest", StatusCode.InvalidArgument, run => run.Manifest = "demo.train.json");
        await RefuseAsync("run.manifest", StatusCode.NotFound, run => run.Manifest = Path.Combine(_root, "nowhere.json"));
        await RefuseAsync("run.manifest", StatusCode.InvalidArgument, run => run.Manifest = wrong);
        await RefuseAsync("run.validation", StatusCode.InvalidArgument, run => run.Validation = wrong);
        await RefuseAsync("run.people", StatusCode.InvalidArgument, run => run.People = wrong);
        await RefuseAsync("run.configuration", StatusCode.NotFound, run => run.Configuration = "id-clip-vpt-6");
        await RefuseAsync("run.configuration", StatusCode.InvalidArgument, run => run.Configuration = "clip");
        await RefuseAsync("run.configuration", StatusCode.InvalidArgument, run => run.Configuration = wrong);
        await RefuseAsync("run.model", StatusCode.InvalidArgument, run => run.Model = "../idclip-mini");
        await RefuseAsync("run.model", StatusCode.InvalidArgument, run => run.Model = "no-such-model");
        await RefuseAsync("run.faces", StatusCode.NotFound, run => run.Faces = Path.Combine(_root, "faces.onnx"));
        await RefuseAsync("run.faces", StatusCode.InvalidArgument, run => run.Faces = Set.Manifest);
        await RefuseAsync("run.adapter", StatusCode.InvalidArgument, run => run.Adapter = "../mine");
        await RefuseAsync("run.epochs", StatusCode.InvalidArgument, run => run.Epochs = -1);
        await RefuseAsync("run.epochs", StatusCode.InvalidArgument, run => run.Epochs = ForEver + 1);

        var absent = await Statuses.OfAsync(Client.StartAsync(new(), cancellationToken: Ct), StatusCode.InvalidArgument);
        Assert.Equal("run", Assert.Single(absent.Fields()).Key);
        var list = await Client.ListAsync(new(), cancellationToken: Ct);
        Assert.Equal(0, list.Total);
    }

    [Fact]
    public async Task A_job_that_does_not_exist_is_not_found()
    {
        using var watch = Client.Watch(new() { Job = new string('0', 32) }, cancellationToken: Ct);
        var watched = await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(Ct));

        Assert.Equal(StatusCode.NotFound, watched.StatusCode);
        foreach (var status in (Google.Rpc.Status[])[
            await Statuses.OfAsync(Client.GetAsync(new() { Job = "" }, cancellationToken: Ct), StatusCode.NotFound),
            await Statuses.OfAsync(Client.CancelAsync(new() { Job = "../../etc/passwd" }, cancellationToken: Ct), StatusCode.NotFound),
            await Statuses.OfAsync(Client.StartAsync(new() { Job = "none" }, cancellationToken: Ct), StatusCode.NotFound)])
        {
            Assert.Equal("job", Assert.Single(status.Fields()).Key);
        }
    }

    [Fact]
    public async Task A_server_without_folders_for_training_says_what_to_do()
    {
        using var channel = GrpcChannel.ForAddress(demo.Served.Grpc);
        var client = new Contracts.V1.Training.TrainingClient(channel);

        foreach (var status in (Google.Rpc.Status[])[
            await Statuses.OfAsync(client.StartAsync(new() { Run = NewRun("demo", epochs: 1) }, cancellationToken: Ct), StatusCode.FailedPrecondition),
            await Statuses.OfAsync(client.ListAsync(new(), cancellationToken: Ct), StatusCode.FailedPrecondition)])
        {
            Assert.Equal("TRAINING_ROOTS", status.GetDetail<ErrorInfo>().Reason);
            Assert.Contains("--training-root", status.Message, StringComparison.Ordinal);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopServerAsync();
        Environment.SetEnvironmentVariable("IDCLIP_ADAPTERS", null);
        Directory.Delete(_root, recursive: true);
    }

    private async ValueTask StartServerAsync()
    {
        Directory.CreateDirectory(ArchiveFolder);
        _served = await ServedArchive.StartAsync(trainingRoots: [_root], folder: ArchiveFolder);
        _channel = GrpcChannel.ForAddress(_served.Grpc);
    }

    private async Task StopServerAsync()
    {
        _channel?.Dispose();
        if (_served is not null)
            await _served.DisposeAsync();
    }

    private async Task<List<TrainingJob>> WatchAsync(string job)
    {
        using var call = Client.Watch(new() { Job = job }, cancellationToken: Ct);
        var told = new List<TrainingJob>();
        await foreach (var update in call.ResponseStream.ReadAllAsync(Ct))
            told.Add(update);
        return told;
    }

    // The messages that a job's end sends are on their way for a moment.
    private static async Task<AdapterActivation> ActivationAsync(Contracts.V1.Archive.ArchiveClient archive, string job)
    {
        while (true)
            try
            {
                using var call = archive.WatchActivation(new() { Id = job }, cancellationToken: Ct);
                return await call.ResponseStream.ReadAllAsync(Ct).LastAsync(Ct);
            }
            catch (RpcException error) when (error.StatusCode == StatusCode.NotFound)
            {
                await Task.Delay(50, Ct);
            }
    }

    private async Task<TrainingProgress> WatchToEpochAsync(string job, int epoch)
    {
        using var call = Client.Watch(new() { Job = job }, cancellationToken: Ct);
        await foreach (var update in call.ResponseStream.ReadAllAsync(Ct))
            if (update.Progress is { Phase: TrainingPhase.Steps } progress && progress.Epochs >= epoch)
                return progress;
        throw new Xunit.Sdk.XunitException($"the job ended before epoch {epoch}: {await Client.GetAsync(new() { Job = job }, cancellationToken: Ct)}");
    }

    private async Task RefuseAsync(string field, StatusCode expected, Action<TrainingRun> change)
    {
        var run = NewRun("refused", epochs: 1);
        change(run);
        var status = await Statuses.OfAsync(Client.StartAsync(new() { Run = run }, cancellationToken: Ct), expected);
        Assert.Equal(field, Assert.Single(status.Fields()).Key);
    }

    private TrainingRun NewRun(string name, int epochs, bool judged = true) => new()
    {
        Manifest = judged ? Set.Manifest : Set.ManifestWithoutValidation,
        Output = Set.Output(name),
        Configuration = "translator",
        Adapter = name,
        Epochs = epochs,
    };
}

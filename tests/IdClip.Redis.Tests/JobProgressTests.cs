using IdClip.Grpc.Calls;
using IdClip.Grpc.Services;
using IdClip.Redis.Progress;
using IdClip.Synthesis;
using IdClip.Synthesis.Jobs;
using IdClip.Tests;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Redis.Tests;

public sealed class JobProgressTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = TestFolders.NewTemporary();
    private readonly RedisServer _server = new();
    private readonly SemaphoreSlim _steps = new(0);
    private readonly SynthesisJobs _jobs;

    public JobProgressTests()
    {
        _server.RequireRunning();
        _jobs = new(Path.Combine(_folder, "jobs"), WorkAsync);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _jobs.DisposeAsync();
        _server.Dispose();
        _steps.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Another_host_sees_progress_and_end_without_asking_the_owner()
    {
        await using var owner = new RedisLink(_server.Connection, new TestLog());
        await using var other = new RedisLink(_server.Connection, new TestLog());
        using var publisher = await PublishAsync(new(owner));
        var id = _jobs.Start(Order()).Id;
        var first = SynthesisService.MapToJob(_jobs.Find(id)!);

        // What the owner says never changes here, so all that does is from Redis.
        var seen = await WatchAsync(new(other), id, () => first);

        Assert.Equal(Contract.JobState.Failed, seen[^1].State);
        Assert.Contains(seen, job => job.Progress?.Done == 1);
        Assert.Contains(seen, job => job.Progress?.Done == 2);
        Assert.Empty(await _server.ReadAllAsync());
    }

    [Fact]
    public async Task Without_redis_the_owner_is_asked()
    {
        await using var owner = new RedisLink(_server.Connection, new TestLog());
        await using var other = new RedisLink(_server.Connection, new TestLog());
        using var publisher = await PublishAsync(new(owner));
        var id = _jobs.Start(Order()).Id;

        var seen = await WatchAsync(new(other), id, () => SynthesisService.MapToJob(_jobs.Find(id)!), afterFirst: _server.Kill);

        Assert.Equal(Contract.JobState.Failed, seen[^1].State);
        Assert.Contains(seen, job => job.Progress?.Done == 1);
    }

    [Fact]
    public async Task Hosts_that_share_nothing_ask_the_owner()
    {
        var id = _jobs.Start(Order()).Id;

        var seen = await WatchAsync(new(), id, () => SynthesisService.MapToJob(_jobs.Find(id)!));

        Assert.Equal(Contract.JobState.Failed, seen[^1].State);
    }

    /// <summary>Lets the job go on by a step whenever what it did last is seen.</summary>
    private async Task<List<Contract.SynthesisJob>> WatchAsync(ProgressChannel channel, string id, Func<Contract.SynthesisJob> ask, Action? afterFirst = null)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        end.CancelAfter(Patience);
        var seen = new List<Contract.SynthesisJob>();
        var done = -1;
        await foreach (var job in channel.WatchAsync(SynthesisService.Kind, id, Contract.SynthesisJob.Parser.ParseFrom, _ => Task.FromResult(ask()), job => job.State is Contract.JobState.Failed or Contract.JobState.Done, end.Token))
        {
            if (seen.Count == 0)
                afterFirst?.Invoke();
            seen.Add(job);
            if ((job.Progress?.Done ?? 0) > done)
            {
                done = job.Progress?.Done ?? 0;
                _steps.Release();
            }
        }
        return seen;
    }

    private async Task<IDisposable> PublishAsync(ProgressChannel channel)
    {
        var publisher = new JobPublisher<SynthesisOrder, SynthesisProgress, SynthesisSummary, Contract.SynthesisJob>(SynthesisService.Kind, _jobs, SynthesisService.MapToJob, channel);
        await publisher.StartAsync(Ct);
        return publisher;
    }

    private async Task<SynthesisSummary> WorkAsync(SynthesisOrder order, IProgress<SynthesisProgress> progress, CancellationToken ct)
    {
        for (var done = 1; done <= 2; done++)
        {
            await _steps.WaitAsync(ct);
            progress.Report(new(SynthesisStage.Photos, done, 2, done, 0, done, TimeSpan.FromSeconds(done), null));
        }
        await _steps.WaitAsync(ct);
        throw new SynthesisException("The gallery has no photo left.");
    }

    private SynthesisOrder Order() => new(new() { Contexts = "", Images = "", Gallery = "", Output = Path.Combine(_folder, "set") }, new());
}

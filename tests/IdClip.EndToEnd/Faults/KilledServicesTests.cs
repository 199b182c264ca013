using System.Globalization;
using Grpc.Core;
using Contract = IdClip.Contracts.V1;

namespace IdClip.EndToEnd.Faults;

/// <summary>
/// An ingest through services, brokers and databases that are killed under it: 20 kills, or as many as are asked for, and with
/// IDCLIP_FAULT_SECONDS also one that is away for as long, which takes minutes. IDCLIP_KILLS=200 IDCLIP_FAULT_PHOTOS=2000 IDCLIP_FAULT_SECONDS=60
/// is what docs/reliability.md tells of.
/// </summary>
public sealed class KilledServicesTests(ITestOutputHelper output)
{
    private static readonly int Kills = Setting("IDCLIP_KILLS", 20);
    private static readonly int Photos = Setting("IDCLIP_FAULT_PHOTOS", 480);
    private static readonly int Seconds = Setting("IDCLIP_FAULT_SECONDS", 0);
    private static readonly int Seed = Setting("IDCLIP_FAULT_SEED", 2026);

    private const int MostAtOnce = 3;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kills_at_random_lose_nothing_acknowledged_and_double_nothing()
    {
        var random = new Random(Seed);
        var killed = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var rounds = 0;
        while (killed.Values.Sum() < Kills)
        {
            // An archive that is complete is begun anew.
            rounds++;
            await using var stack = await FaultStack.StartAsync(Photos);
            var run = IndexAsync(stack);
            while (killed.Values.Sum() < Kills && !run.IsCompleted)
            {
                await Task.WhenAny(run, Task.Delay(random.Next(50, 800), Ct));
                if (run.IsCompleted)
                    break;
                // Sometimes the machine of one, sometimes that of several.
                var victims = random.GetItems(stack.Victims.ToArray(), random.Next(1, MostAtOnce + 1)).Distinct().Take(Kills - killed.Values.Sum()).ToList();
                foreach (var victim in victims)
                    killed[victim] = killed.GetValueOrDefault(victim) + 1;
                await LosesNothingAsync(stack, async () =>
                {
                    victims.ForEach(stack.KillNow);
                    await stack.UpAsync();
                });
            }

            await CompleteAsync(stack, run);
        }

        output.WriteLine($"{killed.Values.Sum()} kills in {rounds} archives of {Photos} photos: {string.Join(", ", killed.Select(victim => $"{victim.Key} {victim.Value}"))}");
    }

    [Theory]
    [InlineData("rabbitmq")]
    [InlineData("postgres")]
    [InlineData("redis")]
    [InlineData("milvus")]
    [InlineData("Encoding")]
    public async Task One_that_is_away_for_a_while_costs_time_and_nothing_else(string away)
    {
        Assert.SkipUnless(Seconds > 0, "takes minutes; IDCLIP_FAULT_SECONDS=60 asks for it");
        await using var stack = await FaultStack.StartAsync(Photos);
        Assert.SkipUnless(stack.Victims.Contains(away), $"{away} is not on this machine");
        var run = IndexAsync(stack);
        while ((await stack.AcknowledgedAsync()).Count == 0)
            await Task.Delay(50, Ct);

        await LosesNothingAsync(stack, async () =>
        {
            stack.KillNow(away);
            await Task.Delay(TimeSpan.FromSeconds(Seconds), Ct);
            await stack.UpAsync();
        });

        await CompleteAsync(stack, run);
    }

    private static int Setting(string variable, int usual) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var value) ? value : usual;

    private static async Task LosesNothingAsync(FaultStack stack, Func<Task> fault)
    {
        var before = await stack.AcknowledgedAsync();
        await fault();
        var after = await stack.AcknowledgedAsync();
        Assert.All(before, photo => Assert.Equal(photo.Value, after.GetValueOrDefault(photo.Key)));
        Assert.Equal(after.Count, after.Values.Distinct().Count());
    }

    private static async Task CompleteAsync(FaultStack stack, Task<Contract.IndexJob> run)
    {
        var job = await run;
        Assert.True(job.State == Contract.JobState.Done, $"{job}\n{stack.Logs()}");
        Assert.Equal(Photos, (await stack.AcknowledgedAsync()).Values.Distinct().Count());
        using var archive = stack.ArchiveService.Connect();
        var summary = await new Contract.Archive.ArchiveClient(archive).SummaryAsync(new(), cancellationToken: Ct);
        Assert.Equal(Photos, summary.Photos.Indexed);
        Assert.Equal(0, summary.Photos.Failed);
        using var search = stack.Search.Connect();
        var top = Math.Min(Photos + 1, 1_000);
        var found = await new Contract.Search.SearchClient(search).SearchAsync(new() { Query = "a photo", Top = top, EveryCopy = true }, cancellationToken: Ct);
        Assert.Equal(Math.Min(Photos, top), found.Answers.Select(answer => answer.Photo.Path).Distinct().Count());
        Assert.Equal(found.Answers.Count, found.Answers.Select(answer => answer.Photo.Path).Distinct().Count());
    }

    // As a client does: the order is given until it is taken, then its job is watched, whatever becomes of the connections.
    private static async Task<Contract.IndexJob> IndexAsync(FaultStack stack)
    {
        using var channel = stack.ArchiveService.Connect();
        var client = new Contract.Archive.ArchiveClient(channel);
        var job = await PatientlyAsync(async () => await client.StartIndexAsync(new() { Photos = new() { Roots = { stack.Photos } } }, cancellationToken: Ct));
        while (job.State is Contract.JobState.Queued or Contract.JobState.Running)
            job = await PatientlyAsync(async () =>
            {
                using var call = client.WatchIndex(new() { Job = job.Id }, cancellationToken: Ct);
                var last = job;
                await foreach (var update in call.ResponseStream.ReadAllAsync(Ct))
                    last = update;
                return last;
            });
        return job;
    }

    private static async Task<T> PatientlyAsync<T>(Func<Task<T>> call)
    {
        while (true)
            try
            {
                return await call();
            }
            catch (RpcException failure) when (failure.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Cancelled or StatusCode.DeadlineExceeded)
            {
                await Task.Delay(200, Ct);
            }
    }
}

using IdClip.Search.Index;
using IdClip.Search.Milvus.Tests.Contract;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IdClip.Search.Milvus.Tests;

/// <summary>A server that dies, comes back, or hangs.</summary>
public sealed class MilvusFaultTests : IClassFixture<MilvusLite>
{
    private const int Dimension = 32;

    private readonly MilvusLite _server;
    private readonly Rows _rows = Rows.Made(31, 500, Dimension);

    public MilvusFaultTests(MilvusLite server)
    {
        _server = server;
        _server.RequireRunning();
    }

    [Fact]
    public void A_killed_server_is_told_of_and_found_again()
    {
        using var store = new MilvusIndexStore(_server.Options);
        using var index = Filled(store, "killed");
        store.Flip("killed_alias", "killed");
        using var reader = store.Find("killed_alias", Dimension)!;
        var expected = index.Search(_rows.Vector(3), 20);

        for (var round = 0; round < 2; round++)
        {
            _server.Kill();
            var failure = Assert.Throws<IndexServiceException>(() => index.Search(_rows.Vector(3), 20));
            Assert.True(failure.IsUnreachable);
            Assert.Equal($"http://127.0.0.1:{_server.Options.Address.Port}", failure.Address);
            Assert.Contains("cannot be reached", failure.Message, StringComparison.Ordinal);

            _server.RequireRunning();
            // Started again, the server has nothing in memory.
            Assert.Equal(expected, index.Search(_rows.Vector(3), 20));
            Assert.Equal(500 + round, index.Count);
            Assert.Equal(expected, reader.Search(_rows.Vector(3), 20));
            index.Upsert([5000 + round], [5000], _rows.Vector(0));
            Assert.Equal(501 + round, reader.Count);
        }
    }

    [Fact]
    public async Task A_call_made_while_the_server_hangs_is_answered_once_it_goes_on()
    {
        using var store = new MilvusIndexStore(_server.Options);
        using var index = Filled(store, "away");
        _server.Halt();
        try
        {
            var count = Task.Run(() => index.Count, TestContext.Current.CancellationToken);
            await Task.Delay(300, TestContext.Current.CancellationToken);
            Assert.False(count.IsCompleted);
            _server.Continue();
            Assert.Equal(500, await count);
        }
        finally
        {
            _server.Continue();
        }
    }

    [Fact]
    public async Task Every_call_to_a_server_that_hangs_ends_by_its_deadline()
    {
        using var store = new MilvusIndexStore(_server.Options);
        using var index = Filled(store, "hanging");
        using var unopened = new MilvusIndexStore(_server.Options with { Deadline = TimeSpan.FromMilliseconds(300) });
        using var hasty = new MilvusIndexStore(_server.Options with { Deadline = TimeSpan.FromMilliseconds(300) });
        using var impatient = await Patiently(hasty);
        var ct = TestContext.Current.CancellationToken;
        _server.Halt();
        try
        {
            Action[] calls =
            [
                () => _ = impatient.Count,
                () => impatient.Upsert(_rows.Ids, _rows.Owners, _rows.Vectors),
                () => impatient.Remove([1, 2]),
                () => impatient.Search(_rows.Vector(0), 5),
                () => impatient.ScoreAll(_rows.Vector(0), 1),
                () => hasty.Open("hanging", Dimension),
                () => hasty.Find("alias", Dimension),
                () => hasty.Flip("alias", "hanging"),
                () => hasty.Drop("hanging"),
                () => unopened.Open("hanging", Dimension),
                () => hasty.CheckHealthAsync().GetAwaiter().GetResult(),
            ];
            foreach (var call in calls)
            {
                // Without a deadline the call would outlast this.
                var failure = await Assert.ThrowsAsync<IndexServiceException>(() => Task.Run(call, ct).WaitAsync(TimeSpan.FromMinutes(1), ct));
                Assert.True(failure.IsUnreachable);
                Assert.Contains("within 0.3 s", failure.Message, StringComparison.Ordinal);
            }
        }
        finally
        {
            _server.Continue();
        }
        Assert.Equal(500, index.Count);

        // A busy machine may miss the short deadline; trying again is what its message says.
        static async Task<IVectorIndex> Patiently(MilvusIndexStore store)
        {
            while (true)
                try
                {
                    return store.Open("hanging", Dimension);
                }
                catch (IndexServiceException e) when (e.IsUnreachable)
                {
                    await Task.Delay(100);
                }
        }
    }

    [Fact]
    public async Task The_health_check_tells_whether_the_server_answers()
    {
        using var store = new MilvusIndexStore(_server.Options);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(store)).Status);

        using var elsewhere = new MilvusIndexStore(new() { Address = new("http://127.0.0.1:1"), Deadline = TimeSpan.FromSeconds(5) });
        var result = await CheckAsync(elsewhere);
        Assert.Equal(HealthStatus.Degraded, result.Status);
        Assert.Contains("http://127.0.0.1:1", result.Description, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => elsewhere.CheckHealthAsync(new CancellationToken(canceled: true)));
    }

    [Fact]
    public void More_than_one_answer_holds_is_refused_and_not_cut_off()
    {
        using var store = new MilvusIndexStore(_server.Options);
        using var index = store.Open("large", 2);
        const int Count = 16_385;
        index.Upsert(
            [.. Enumerable.Range(1, Count).Select(i => (long)i)], new long[Count], [.. Enumerable.Range(0, Count).SelectMany(i => new[] { 0.6f, 0.8f })]);
        var failure = Assert.Throws<InvalidOperationException>(() => index.ScoreAll([1, 0], 1));
        Assert.Contains("16385", failure.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Search([1, 0], index.MaxHits + 1));
        index.Remove([77]);
        Assert.Equal(index.MaxHits, index.ScoreAll([1, 0], 1).Ids.Length);
    }

    private static Task<HealthCheckResult> CheckAsync(MilvusIndexStore store)
    {
        var check = new MilvusHealthCheck(store);
        return check.CheckHealthAsync(new() { Registration = new("milvus", check, HealthStatus.Degraded, []) });
    }

    private IVectorIndex Filled(MilvusIndexStore store, string name)
    {
        var index = store.Open(name, Dimension);
        index.Upsert(_rows.Ids, _rows.Owners, _rows.Vectors, _rows.Dates);
        return index;
    }
}

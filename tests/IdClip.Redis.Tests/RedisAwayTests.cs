using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IdClip.Redis.Tests;

public sealed class RedisAwayTests : IDisposable
{
    // A command that waited for the client's usual five seconds would make forty of these take minutes.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private const int Queries = 40;

    private readonly RedisServer _server = new();

    public RedisAwayTests() => _server.RequireRunning();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Killed_and_started_again()
    {
        await using var host = new CachingHost(_server.Connection);
        await host.WaitUntilAsync(HealthStatus.Healthy);
        await AnswersAsync(host, "with");

        _server.Kill();
        await AnswersAsync(host, "without");
        await host.WaitUntilAsync(HealthStatus.Degraded);
        Assert.Contains("Redis at", (await host.HealthAsync()).Description, StringComparison.Ordinal);
        Assert.Single(host.Log.Lines, line => line.StartsWith("Warning: Redis does not answer", StringComparison.Ordinal));

        _server.RequireRunning();
        await host.WaitUntilAsync(HealthStatus.Healthy);
        await AnswersAsync(host, "again");
        Assert.NotEmpty(await _server.ReadAllAsync());
        Assert.Single(host.Log.Lines, line => line == "Information: Redis answers again.");
    }

    [Fact]
    public async Task Hanging()
    {
        await using var host = new CachingHost(_server.Connection);
        await host.WaitUntilAsync(HealthStatus.Healthy);

        _server.Halt();
        await AnswersAsync(host, "halted");
        await host.WaitUntilAsync(HealthStatus.Degraded);

        _server.Continue();
        await host.WaitUntilAsync(HealthStatus.Healthy);
        await AnswersAsync(host, "again");
        Assert.NotEmpty(await _server.ReadAllAsync());
    }

    [Fact]
    public async Task Away_when_the_host_starts()
    {
        _server.Kill();
        await using var host = new CachingHost(_server.Connection);

        await AnswersAsync(host, "early");
        Assert.Equal(HealthStatus.Degraded, (await host.HealthAsync()).Status);

        _server.RequireRunning();
        await host.WaitUntilAsync(HealthStatus.Healthy);
        await AnswersAsync(host, "later");
        Assert.NotEmpty(await _server.ReadAllAsync());
    }

    [Theory]
    [InlineData("localhost:6379,nonsense=1")]
    [InlineData(",,")]
    public void A_connection_string_that_is_none_is_refused_by_its_name(string connection)
    {
        var error = Assert.Throws<InvalidOperationException>(() => RedisLink.Check(connection));

        Assert.StartsWith("ConnectionStrings__cache is not", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(connection, error.Message, StringComparison.Ordinal);
    }

    private static async Task AnswersAsync(CachingHost host, string when)
    {
        var before = host.Encoder.Calls;
        var encoder = new CountedEncoder();
        await Task.Run(() =>
        {
            for (var i = 0; i < Queries; i++)
                Assert.Equal(encoder.Encode($"{i} birds {when}"), host.Encode($"{i} birds {when}"));
        }, TestContext.Current.CancellationToken).WaitAsync(Limit, TestContext.Current.CancellationToken);
        Assert.Equal(Queries, host.Encoder.Calls - before);
    }
}

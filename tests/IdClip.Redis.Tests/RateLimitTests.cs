using System.Net;
using Google.Rpc;
using Grpc.Core;
using Grpc.Health.V1;
using IdClip.ServiceDefaults.Access;
using IdClip.Tests;

namespace IdClip.Redis.Tests;

public sealed class RateLimitTests : IDisposable
{
    // One a second comes back: a slow machine lets in as many more as it takes seconds.
    private const int Burst = 100, Slowness = 60;

    private readonly RedisServer _server = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Two_hosts_share_one_budget()
    {
        _server.RequireRunning();
        await using var first = await LimitedHost.StartAsync(Burst, _server.PatientConnection);
        await using var second = await LimitedHost.StartAsync(Burst, _server.PatientConnection);

        var half = await first.ExhaustAsync(Burst / 2);
        var rest = await second.ExhaustAsync(2 * Burst);

        Assert.Null(half.Refusal);
        Assert.NotNull(rest.Refusal);
        // With a budget of its own the second would let in all of it.
        Assert.InRange(rest.LetIn, Burst / 2, Burst - 1);
    }

    [Fact]
    public async Task A_refusal_says_when_to_come_back_and_probes_are_not_counted()
    {
        await using var host = await LimitedHost.StartAsync(5, redis: null);
        using var channel = host.Connect();
        using var http = new HttpClient { BaseAddress = host.Http };

        var (letIn, refusal) = await host.ExhaustAsync(5 + Slowness);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal("Healthy", await http.GetStringAsync("/health", Ct));
            Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await new Health.HealthClient(channel).CheckAsync(new(), cancellationToken: Ct)).Status);
        }
        using var page = await RefusedAsync(http);

        Assert.InRange(letIn, 5, 5 + Slowness - 1);
        Assert.NotNull(refusal);
        Assert.Equal(1, refusal.GetRpcStatus()!.GetDetail<RetryInfo>()?.RetryDelay.Seconds);
        Assert.Contains("try again later", refusal.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.TooManyRequests, page.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), page.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task Each_key_has_a_budget_of_its_own_that_does_not_show_the_key()
    {
        _server.RequireRunning();
        var archive = TestFolders.NewTemporary();
        var keys = new ApiKeys(ApiKeys.FileIn(archive));
        var (busy, quiet) = (keys.Add("busy").Key, keys.Add("quiet").Key);
        await using (var host = await LimitedHost.StartAsync(Burst, _server.PatientConnection, archive))
        {
            Assert.NotNull((await host.ExhaustAsync(Burst + Slowness, busy)).Refusal);
            Assert.Null((await host.ExhaustAsync(Burst / 2, quiet)).Refusal);
        }
        var kept = await _server.ReadAllAsync();
        Directory.Delete(archive, recursive: true);

        Assert.NotEmpty(kept);
        Assert.DoesNotContain(kept.Keys, key => key.Contains(busy, StringComparison.Ordinal) || key.Contains(busy[ApiKeys.Prefix.Length..], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_redis_each_host_counts_for_itself()
    {
        _server.RequireRunning();
        await using var first = await LimitedHost.StartAsync(Burst, _server.PatientConnection);
        await using var second = await LimitedHost.StartAsync(Burst, _server.PatientConnection);
        Assert.NotNull((await first.ExhaustAsync(Burst + Slowness)).Refusal);

        _server.Kill();

        var spent = await first.ExhaustAsync(Burst);
        var fresh = await second.ExhaustAsync(Burst + Slowness);
        Assert.NotNull(spent.Refusal);
        Assert.InRange(spent.LetIn, 0, Slowness);
        Assert.NotNull(fresh.Refusal);
        Assert.InRange(fresh.LetIn, Burst, Burst + Slowness - 1);
    }

    private static async Task<HttpResponseMessage> RefusedAsync(HttpClient http)
    {
        for (var i = 0; ; i++)
        {
            var answer = await http.GetAsync("/", Ct);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests || i == Slowness)
                return answer;
            answer.Dispose();
        }
    }
}

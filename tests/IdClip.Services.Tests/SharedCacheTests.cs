using IdClip.Redis.Tests;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Services.Tests;

public sealed class SharedCacheTests(DemoStack stack) : IDisposable
{
    private const string Words = "@{Mira Okafor} on a beach";

    private readonly RedisServer _redis = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _redis.Dispose();

    [Fact]
    public async Task Words_that_one_replica_had_encoded_are_found_by_another_without_the_encoding_service()
    {
        _redis.RequireRunning();
        IReadOnlyList<string> expected;
        using (var first = await StartAsync(stack.Encoding.Grpc.ToString()))
        {
            expected = await AskAsync(first);
            Assert.Equal("Healthy", await HealthAsync(first));
            Assert.Single(await _redis.WaitForKeysAsync(":text:", 1));
        }

        using var second = await StartAsync("http://127.0.0.1:1");

        Assert.Equal(expected, await AskAsync(second));
        Assert.StartsWith("Degraded\nencoding: ", await HealthAsync(second), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_redis_searches_go_on_and_health_says_what_is_missing()
    {
        _redis.RequireRunning();
        using var search = await StartAsync(stack.Encoding.Grpc.ToString());
        var expected = await AskAsync(search);

        _redis.Kill();
        using var late = await StartAsync(stack.Encoding.Grpc.ToString());

        Assert.Equal(expected, await AskAsync(search));
        Assert.Equal(expected, await AskAsync(late));
        Assert.Matches("^Degraded\ncache: Redis at .* does not answer", await HealthAsync(search));
        Assert.Matches("^Degraded\ncache: Redis at .* does not answer", await HealthAsync(late));
    }

    private Task<ServiceProcess> StartAsync(string encoding) => ServiceProcess.StartAsync("Search",
        ("IdClip__Archive", Path.Combine(stack.Data, "archive")), ("services__encoding__grpc__0", encoding), ("ConnectionStrings__cache", _redis.PatientConnection));

    private static async Task<IReadOnlyList<string>> AskAsync(ServiceProcess search)
    {
        using var channel = search.Address.Connect();
        return [.. (await new Contract.Search.SearchClient(channel).SearchAsync(new() { Query = Words, Top = 5 }, cancellationToken: Ct)).Answers.Select(a => a.Photo.Path)];
    }

    private static async Task<string> HealthAsync(ServiceProcess search)
    {
        using var http = new HttpClient { BaseAddress = search.Address.Http };
        return await (await http.GetAsync("/health", Ct)).Content.ReadAsStringAsync(Ct);
    }
}

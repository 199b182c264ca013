using IdClip.Redis.Embeddings;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace IdClip.Redis.Tests;

public sealed class EmbeddingCacheTests : IClassFixture<RedisServer>
{
    private readonly RedisServer _server;

    public EmbeddingCacheTests(RedisServer server)
    {
        _server = server;
        server.RequireRunning();
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_text_that_fifty_ask_for_at_once_is_encoded_once()
    {
        await using var host = new CachingHost(_server.PatientConnection);
        var expected = new CountedEncoder().Encode("fifty people on a bridge");

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => host.Encode("fifty people on a bridge"), Ct)));

        Assert.All(answers, answer => Assert.Equal(expected, answer));
        Assert.Equal(1, host.Encoder.Calls);
    }

    [Fact]
    public async Task Another_host_need_not_encode_a_text_again()
    {
        await using var first = new CachingHost(_server.PatientConnection);
        await using var second = new CachingHost(_server.PatientConnection);
        var encoded = first.Encode("a dog in the snow");
        await _server.WaitForKeysAsync(CountedEncoder.Identity, 1);

        Assert.Equal(encoded, second.Encode("a dog in the snow"));
        Assert.Equal(0, second.Encoder.Calls);
        Assert.Equal(encoded, second.Encode("a dog in the snow"));
    }

    [Fact]
    public async Task Another_model_does_not_answer()
    {
        await using var host = new CachingHost(_server.PatientConnection);
        var other = new string('a', 64);

        host.Encode("a red car");
        host.Encode("a red car", other);

        Assert.Equal(2, host.Encoder.Calls);
        Assert.All(await _server.WaitForKeysAsync(other, 1), key => Assert.Matches($"^idclip:v1:{other}:text:[0-9a-f]{{64}}$", key));
    }

    [Fact]
    public async Task What_was_asked_cannot_be_read_in_redis()
    {
        await using var host = new CachingHost(_server.PatientConnection);
        var model = new string('b', 64);
        string[] words = ["Mira", "Okafor", "swimming", "lake"];

        var encoded = host.Encode("Mira Okafor swimming in a lake", model);
        await _server.WaitForKeysAsync(model, 1);
        var all = await _server.ReadAllAsync();
        var bytes = all.Single(pair => pair.Key.Contains(model, StringComparison.Ordinal)).Value;

        foreach (var text in all.Select(pair => pair.Key + System.Text.Encoding.Latin1.GetString(pair.Value)))
            Assert.All(words, word => Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase));
        // The look is not blind: the numbers themselves are there.
        Assert.True(bytes.AsSpan().IndexOf(System.Runtime.InteropServices.MemoryMarshal.AsBytes(encoded.AsSpan())) >= 0);
    }

    [Fact]
    public async Task Redis_forgets_by_itself()
    {
        await using var host = new CachingHost(_server.PatientConnection);
        var model = new string('c', 64);
        host.Encode("a clock", model);

        var key = Assert.Single(await _server.WaitForKeysAsync(model, 1));
        await using var redis = await ConnectionMultiplexer.ConnectAsync(_server.Connection);

        Assert.InRange((await redis.GetDatabase().KeyTimeToLiveAsync(key))!.Value, TimeSpan.FromDays(6), TimeSpan.FromDays(7));
    }

    [Fact]
    public void What_fails_is_not_kept()
    {
        using var cache = new EmbeddingCache(Options.Create(new EmbeddingCacheOptions()));
        var encoder = new CountedEncoder();

        Assert.Throws<IOException>(() => cache.GetOrEncode("m", "a tree", _ => throw new IOException("The service is away.")));

        Assert.NotEmpty(cache.GetOrEncode("m", "a tree", encoder.Encode));
        Assert.NotEmpty(cache.GetOrEncode("m", "a tree", encoder.Encode));
        Assert.Equal(1, encoder.Calls);
    }
}

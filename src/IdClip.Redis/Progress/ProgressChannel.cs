using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using StackExchange.Redis;

namespace IdClip.Redis.Progress;

/// <summary>Tells this host's watchers and, by Redis's publish and subscribe, those of other hosts how far jobs are; nothing of it is kept in Redis. Thread-safe.</summary>
/// <param name="redis">Null where hosts share nothing.</param>
public sealed class ProgressChannel(RedisLink? redis = null)
{
    /// <summary>How often a watcher asks the owner although messages come: one may be lost.</summary>
    public static readonly TimeSpan Check = TimeSpan.FromSeconds(5);

    /// <summary>How often a watcher asks the owner while no message can come.</summary>
    public static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, ImmutableList<ChannelWriter<byte[]>>> watchers = new();

    /// <summary>Whether anybody else can be told.</summary>
    public bool IsShared => redis is not null;

    /// <summary>Whether somebody may watch a job: here, or, where hosts share a Redis, anywhere.</summary>
    public bool IsHeard(string kind, string id) => IsShared || watchers.ContainsKey(Topic(kind, id));

    /// <summary>Tells how far a job is to whoever watches; to nobody elsewhere while Redis is away.</summary>
    /// <param name="kind">What the job makes: <c>synthesis</c>, <c>training</c>, <c>index</c>.</param>
    /// <param name="id">Its id, which nobody guesses.</param>
    /// <param name="message">The job as its service tells of it.</param>
    /// <param name="ct">Cancels.</param>
    public Task PublishAsync(string kind, string id, byte[] message, CancellationToken ct = default)
    {
        foreach (var watcher in watchers.GetValueOrDefault(Topic(kind, id)) ?? [])
            watcher.TryWrite(message);
        return redis?.TryAsync(link => link.GetSubscriber().PublishAsync(RedisChannel.Literal(Topic(kind, id)), message), 0L, ct) ?? Task.CompletedTask;
    }

    /// <summary>What becomes of a job of another host until it has ended. States in between may be left out.</summary>
    /// <typeparam name="T">The job as its service tells of it.</typeparam>
    /// <param name="kind">As it is published.</param>
    /// <param name="id">The job's id.</param>
    /// <param name="read">Reads a message.</param>
    /// <param name="ask">Asks the owner; what it throws ends the watch.</param>
    /// <param name="hasEnded">Whether nothing more happens.</param>
    /// <param name="ct">Cancels.</param>
    public async IAsyncEnumerable<T> WatchAsync<T>(
        string kind, string id, Func<byte[], T> read, Func<CancellationToken, Task<T>> ask, Predicate<T> hasEnded, [EnumeratorCancellation] CancellationToken ct = default)
        where T : class
    {
        var news = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        ChannelMessageQueue? subscription = null;
        T? seen = null;
        var topic = Topic(kind, id);
        watchers.AddOrUpdate(topic, _ => [news.Writer], (_, others) => others.Add(news.Writer));
        try
        {
            while (seen is null || !hasEnded(seen))
            {
                // Before the owner is asked, so that nothing falls between.
                subscription ??= await SubscribeAsync(kind, id, news.Writer, ct);
                var job = await NextAsync(news.Reader, subscription is not null && seen is not null ? Check : seen is null ? TimeSpan.Zero : Poll, ct) is { } message
                    ? read(message)
                    : await ask(ct);
                if (!job.Equals(seen))
                    yield return job;
                seen = job;
            }
        }
        finally
        {
            Leave(topic, news.Writer);
            if (subscription is not null)
                subscription.Unsubscribe(CommandFlags.FireAndForget);
        }
    }

    private static string Topic(string kind, string id) => $"idclip:v1:{kind}:{id}";

    private void Leave(string topic, ChannelWriter<byte[]> watcher)
    {
        while (watchers.TryGetValue(topic, out var all))
            if (all.Count > 1 ? watchers.TryUpdate(topic, all.Remove(watcher), all) : watchers.TryRemove(new(topic, all)))
                return;
    }

    private async Task<ChannelMessageQueue?> SubscribeAsync(string kind, string id, ChannelWriter<byte[]> news, CancellationToken ct)
    {
        if (redis is null)
            return null;
        var subscription = await redis.TryAsync<ChannelMessageQueue?>(async link => await link.GetSubscriber().SubscribeAsync(RedisChannel.Literal(Topic(kind, id))), null, ct);
        subscription?.OnMessage(message => news.TryWrite(message.Message!));
        return subscription;
    }

    private static async Task<byte[]?> NextAsync(ChannelReader<byte[]> news, TimeSpan patience, CancellationToken ct)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        end.CancelAfter(patience);
        try
        {
            return await news.ReadAsync(end.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }
}

using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using StackExchange.Redis;

namespace IdClip.Redis;

/// <summary>The Redis that hosts share. While it is away nothing waits for it: after a failure or two it is left alone for a moment, and what was asked of it is answered without. Thread-safe.</summary>
public sealed partial class RedisLink : IAsyncDisposable
{
    /// <summary>Name of the connection string.</summary>
    public const string ConnectionName = "cache";

    private const string PatienceOption = "asyncTimeout";

    private static readonly TimeSpan UsualPatience = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PatienceOfProbes = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LeftAlone = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly ILogger<RedisLink> log;
    private readonly ConfigurationOptions options;
    private readonly TimeSpan patience;
    private readonly CircuitBreakerManualControl control = new();
    private readonly ResiliencePipeline circuit;
    private Task<ConnectionMultiplexer>? connecting;
    private bool isAway;

    /// <summary>Begins to connect and does not wait for it.</summary>
    /// <param name="connection">As StackExchange.Redis reads it: <c>host:port,password=...,ssl=true</c>. No use waits longer than its <c>asyncTimeout</c>, 250 ms where it has none.</param>
    /// <param name="log">Told once when Redis goes away and once when it is back.</param>
    /// <exception cref="ArgumentException">The connection string is malformed.</exception>
    public RedisLink(string connection, ILogger<RedisLink> log)
    {
        this.log = log;
        options = ConfigurationOptions.Parse(connection);
        patience = connection.Contains(PatienceOption, StringComparison.OrdinalIgnoreCase) ? TimeSpan.FromMilliseconds(options.AsyncTimeout) : UsualPatience;
        // It may be away when a host starts.
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = (int)PatienceOfProbes.TotalMilliseconds;
        options.ReconnectRetryPolicy = new LinearRetry((int)PatienceOfProbes.TotalMilliseconds);
        // Without a connection a command fails at once instead of waiting for one.
        options.BacklogPolicy = BacklogPolicy.FailFast;
        circuit = new ResiliencePipelineBuilder()
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                // One in a thousand: a Redis that hangs after a busy time is left alone as soon as one that hung from the start.
                MinimumThroughput = 2,
                FailureRatio = 0.001,
                SamplingDuration = TimeSpan.FromSeconds(5),
                BreakDuration = LeftAlone,
                ManualControl = control,
                OnOpened = opened => Note(away: true, opened.Outcome.Exception),
                OnClosed = _ => Note(away: false, null),
            })
            .Build();
        _ = ConnectAsync();
    }

    /// <summary>Refuses a connection string that can't be read.</summary>
    /// <exception cref="InvalidOperationException">It is malformed; the message does not repeat it, as it may hold a password.</exception>
    public static void Check(string connection)
    {
        try
        {
            if (ConfigurationOptions.Parse(connection).EndPoints.Count > 0)
                return;
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            // Told below.
        }
        throw new InvalidOperationException($"ConnectionStrings__{ConnectionName} is not a connection string of Redis. Set it to HOST:PORT, or HOST:PORT,password=...,ssl=true, or leave it out.");
    }

    /// <summary>Uses Redis, or answers without it within a moment or at once.</summary>
    /// <param name="use">What to do with it.</param>
    /// <param name="otherwise">The answer while it is away.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<T> TryAsync<T>(Func<IConnectionMultiplexer, Task<T>> use, T otherwise, CancellationToken ct = default)
    {
        try
        {
            return await circuit.ExecuteAsync(async token =>
            {
                var redis = await ConnectAsync().WaitAsync(patience, token);
                return await use(redis).WaitAsync(patience, token);
            }, ct);
        }
        catch (Exception error) when (error is RedisException or TimeoutException or BrokenCircuitException or ObjectDisposedException)
        {
            return otherwise;
        }
    }

    /// <summary>Asks whether Redis answers now; where it does, it is used again at once.</summary>
    /// <returns>Null, or what is wrong.</returns>
    public async Task<string?> ProbeAsync(CancellationToken ct = default)
    {
        try
        {
            var redis = await ConnectAsync().WaitAsync(PatienceOfProbes, ct);
            await redis.GetDatabase().PingAsync().WaitAsync(PatienceOfProbes, ct);
        }
        catch (Exception error) when (error is RedisException or TimeoutException)
        {
            return $"Redis at {string.Join(", ", options.EndPoints)} does not answer ({error.GetType().Name}).";
        }
        if (Volatile.Read(ref isAway))
            await control.CloseAsync(ct);
        return null;
    }

    /// <summary>The connection, which may be broken; it mends itself.</summary>
    public Task<ConnectionMultiplexer> ConnectAsync()
    {
        lock (gate)
        {
            // It fails only where the name of the machine can't be resolved, say; that may change.
            if (connecting is null or { IsFaulted: true })
                connecting = ConnectionMultiplexer.ConnectAsync(options);
            return connecting;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (connecting is { IsFaulted: false } connection)
            await (await connection).DisposeAsync();
    }

    private ValueTask Note(bool away, Exception? error)
    {
        if (Interlocked.Exchange(ref isAway, away) == away)
            return default;
        if (away)
            LogAway(error?.GetType().Name);
        else
            LogBack();
        return default;
    }

    [LoggerMessage(LogLevel.Warning, "Redis does not answer ({Reason}); this host goes on without it.")]
    private partial void LogAway(string? reason);

    [LoggerMessage(LogLevel.Information, "Redis answers again.")]
    private partial void LogBack();
}

using System.Diagnostics;
using IdClip.Grpc.Calls;

namespace IdClip.Grpc.Services;

/// <summary>Lets as many calls encode at once as there are cores; the others wait with their request and no decoded picture.</summary>
internal sealed class EncodingSlots : IDisposable
{
    private readonly SemaphoreSlim _pictures = new(Environment.ProcessorCount);

    // Apart: somebody waits for a query's words, and an archive's worth of pictures may be queued before them.
    private readonly SemaphoreSlim _texts = new(Environment.ProcessorCount);

    /// <summary>Encodes pictures, which keeps a core busy.</summary>
    /// <exception cref="OperationCanceledException">The call ended before its turn came.</exception>
    public Task<T> ForPicturesAsync<T>(Func<T> work, CancellationToken ct) => RunAsync("picture", _pictures, work, ct);

    /// <summary>Encodes texts.</summary>
    /// <inheritdoc cref="ForPicturesAsync" path="/exception"/>
    public Task<T> ForTextsAsync<T>(Func<T> work, CancellationToken ct) => RunAsync("text", _texts, work, ct);

    /// <inheritdoc/>
    public void Dispose()
    {
        _pictures.Dispose();
        _texts.Dispose();
    }

    private static async Task<T> RunAsync<T>(string kind, SemaphoreSlim free, Func<T> work, CancellationToken ct)
    {
        var queued = Stopwatch.GetTimestamp();
        await free.WaitAsync(ct);
        GrpcTelemetry.QueueDuration.Record(Stopwatch.GetElapsedTime(queued).TotalSeconds, new KeyValuePair<string, object?>("idclip.input", kind));
        try
        {
            return await Task.Run(work, ct);
        }
        finally
        {
            free.Release();
        }
    }
}

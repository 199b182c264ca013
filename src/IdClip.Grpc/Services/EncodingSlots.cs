namespace IdClip.Grpc.Services;

/// <summary>Lets as many calls encode at once as there are cores; the others wait with their request and no decoded picture.</summary>
internal sealed class EncodingSlots : IDisposable
{
    private readonly SemaphoreSlim _free = new(Environment.ProcessorCount);

    /// <summary>Runs work that keeps a core busy.</summary>
    /// <exception cref="OperationCanceledException">The call ended before its turn came.</exception>
    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken ct)
    {
        await _free.WaitAsync(ct);
        try
        {
            return await Task.Run(work, ct);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _free.Dispose();
}

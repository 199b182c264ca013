using IdClip.Search.Examples;

namespace IdClip.Web.Examples;

/// <summary>Reads uploaded photos, as many at once as there are cores.</summary>
internal sealed class ExampleUploads(ExampleReader reader) : IDisposable
{
    private readonly SemaphoreSlim _free = new(Environment.ProcessorCount);

    /// <summary>Reads a picture from a stream of known length and forgets its bytes.</summary>
    /// <exception cref="Search.Query.QueryException">It is too large or no picture.</exception>
    public async Task<ExamplePhoto> ReadAsync(Stream picture, long length, CancellationToken ct)
    {
        // Waited for before the bytes are taken: a queue of uploads holds no memory.
        await _free.WaitAsync(ct);
        try
        {
            var bytes = new byte[length];
            await picture.ReadExactlyAsync(bytes, ct);
            return await reader.ReadAsync(bytes, ct);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _free.Dispose();
}

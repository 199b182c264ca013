using System.Collections.Concurrent;
using IdClip.Archive.Storage;

namespace IdClip.Archive.Ingest.Run;

/// <summary>A run's part in an archive: what it works on, so that nothing is encoded twice at once. Thread-safe.</summary>
/// <param name="held">The lock of the run, held until this is disposed of.</param>
internal class IngestClaims(IDisposable held) : IDisposable
{
    private readonly ConcurrentDictionary<string, bool> contents = new();

    /// <summary>The files of these that this run is to encode now. What another process is at goes to <paramref name="later"/>; what others have done is left out.</summary>
    public virtual IReadOnlyList<long> TakeFiles(IReadOnlyList<long> fileIds, ICollection<long> later) => fileIds;

    /// <summary>False if another thread encodes this content; otherwise the caller must, until its result is committed.</summary>
    public bool TryClaim(byte[] hash) => contents.TryAdd(Convert.ToHexString(hash), true);

    /// <summary>Those of the contents claimed here that are now this run's among all processes.</summary>
    public virtual IReadOnlyCollection<byte[]> TakeContents(IReadOnlyCollection<byte[]> hashes) => hashes;

    public void Release(byte[] hash) => contents.TryRemove(Convert.ToHexString(hash), out _);

    /// <summary>Gives files and contents back to all processes, in the transaction that stores them.</summary>
    /// <returns>The files that were this run's until now; another may have taken it for dead.</returns>
    public virtual Task<IReadOnlyCollection<long>> SettleAsync(ArchiveContext context, IReadOnlyList<long> fileIds, IReadOnlyList<byte[]> hashes) =>
        Task.FromResult<IReadOnlyCollection<long>>(fileIds);

    public virtual void Dispose()
    {
        held.Dispose();
        GC.SuppressFinalize(this);
    }
}

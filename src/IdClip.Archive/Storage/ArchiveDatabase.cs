using IdClip.Archive.Ingest.Run;
using IdClip.Archive.People;

namespace IdClip.Archive.Storage;

/// <summary>The database of one archive and all that differs between providers: a fresh context for each operation, one writer at a time.</summary>
internal abstract class ArchiveDatabase : IDisposable
{
    /// <summary>What a scan of this database can't see after an erasure, in a sentence for people; null where it sees all.</summary>
    public virtual string? BeyondScan => null;

    /// <summary>A context that reads.</summary>
    public abstract ArchiveContext Read();

    /// <summary>A number that is another one after every commit of this or another process; much cheaper than reading again.</summary>
    public abstract long DataVersion();

    /// <summary>Runs <paramref name="work"/> in a transaction; it has happened, for good, when this returns. It may run again after a failure, so it changes nothing outside.</summary>
    public abstract Task<T> WriteAsync<T>(Func<ArchiveContext, Task<T>> work, CancellationToken ct);

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Func<ArchiveContext, Task> work, CancellationToken ct) =>
        WriteAsync(async context => { await work(context); return 0; }, ct);

    /// <summary>Takes one of the archive's locks for this process alone; it is free again when its holder dies, however it dies.</summary>
    /// <param name="name">A constant of <see cref="ArchiveLock"/>.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="ArchiveBusyException">Somebody holds it; says who.</exception>
    public abstract Task<IDisposable> LockAsync(string name, CancellationToken ct);

    /// <summary>Enters a run: keeps those out who need the archive for themselves, and, where the provider has no claims, other runs too.</summary>
    /// <exception cref="ArchiveBusyException">Somebody has the archive for themselves.</exception>
    public abstract Task<IngestClaims> JoinIngestAsync(CancellationToken ct);

    /// <summary>Leaves no byte of deleted rows and no thumbnail, if a deletion of a person is waiting for that.</summary>
    /// <exception cref="ArchiveException">Another process kept reading.</exception>
    public abstract Task FinishErasureAsync(CancellationToken ct);

    /// <summary>What an erasure scan reads besides the files of the archive's folder.</summary>
    public virtual IEnumerable<ScanSource> ScanSources() => [];

    public abstract void Dispose();
}

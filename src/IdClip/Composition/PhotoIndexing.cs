using IdClip.Archive.Ingest;

namespace IdClip.Composition;

/// <summary>Brings photos into an archive and makes them searchable while the rest is still being encoded.</summary>
/// <param name="archive">The archive.</param>
internal sealed class PhotoIndexing(LocalArchive archive)
{
    private static readonly TimeSpan CatchUpInterval = TimeSpan.FromSeconds(2);

    /// <summary>Encodes what is new under the roots; when it returns, all of it can be found.</summary>
    public async Task<IngestReport> RunAsync(
        IReadOnlyList<string> roots, IngestOptions options, IProgress<IngestProgress>? progress, CancellationToken ct)
    {
        var ingest = new PhotoIngest(archive.Catalogue, archive.PhotoEncoder, options).RunAsync(roots, progress, ct);
        while (await Task.WhenAny(ingest, Task.Delay(CatchUpInterval, ct)) != ingest)
            await archive.Indexes.CatchUpAsync(ct);
        var report = await ingest;
        await archive.Indexes.CatchUpAsync(ct);
        await archive.AdapterIndexing.CatchUpAsync(ct);
        return report;
    }
}

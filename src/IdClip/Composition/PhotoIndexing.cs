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
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var ingest = new PhotoIngest(archive.Catalogue, archive.PhotoEncoder, options).RunAsync(roots, progress, stop.Token);
        try
        {
            while (await Task.WhenAny(ingest, Task.Delay(CatchUpInterval, ct)) != ingest)
                await archive.Indexes.CatchUpAsync(ct);
        }
        catch
        {
            // Its workers still use the models, which whoever hears of this will dispose of.
            await stop.CancelAsync();
            await ((Task)ingest).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        var report = await ingest;
        await archive.Indexes.CatchUpAsync(ct);
        await archive.AdapterIndexing.CatchUpAsync(ct);
        return report;
    }
}

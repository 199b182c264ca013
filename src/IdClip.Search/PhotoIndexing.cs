using IdClip.Archive.Catalogue;
using IdClip.Archive.Ingest;
using IdClip.Search.Index;

namespace IdClip.Search;

/// <summary>Brings photos into an archive and makes them searchable while the rest is still being encoded.</summary>
/// <param name="catalogue">The archive.</param>
/// <param name="encoder">Encodes its photos.</param>
/// <param name="indexes">Its indexes.</param>
/// <param name="adapters">Encodes its photos for the active adapter.</param>
public sealed class PhotoIndexing(Catalogue catalogue, IPhotoEncoder encoder, SearchIndexes indexes, AdapterIndexing adapters)
{
    private static readonly TimeSpan CatchUpInterval = TimeSpan.FromSeconds(2), PatienceForIndex = TimeSpan.FromMinutes(2);

    /// <summary>Encodes what is new under the roots; when it returns, all of it can be found. While a service of vectors is away encoding goes on.</summary>
    /// <exception cref="Archive.ArchiveException">As for <see cref="PhotoIngest.RunAsync"/>.</exception>
    /// <exception cref="IndexServiceException">The service of vectors is away for longer than two minutes after the last photo was encoded, or refuses.</exception>
    public async Task<IngestReport> RunAsync(
        IReadOnlyList<string> roots, IngestOptions options, IProgress<IngestProgress>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var ingest = new PhotoIngest(catalogue, encoder, options).RunAsync(roots, progress, stop.Token);
        try
        {
            while (await Task.WhenAny(ingest, Task.Delay(CatchUpInterval, ct)) != ingest)
                try
                {
                    await indexes.CatchUpAsync(options.Part?.Job, ct);
                }
                catch (IndexServiceException e) when (e.IsUnreachable)
                {
                    // What is pending is taken up by a later look.
                }
        }
        catch
        {
            // Its workers still use the archive and the models, which whoever hears of this may dispose of.
            await stop.CancelAsync();
            await ((Task)ingest).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        var report = await ingest;
        await indexes.CatchUpPatientlyAsync(PatienceForIndex, options.Part?.Job, ct);
        await adapters.CatchUpAsync(ct);
        return report;
    }
}

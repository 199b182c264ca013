using IdClip.Archive;
using IdClip.Archive.Adapters;
using IdClip.Models.Store;

namespace IdClip.Composition;

/// <summary>Gives an archive an adapter: encodes its photos again where the adapter changes images, then flips the alias.</summary>
/// <param name="archive">The archive.</param>
internal sealed class AdapterIndexing(LocalArchive archive)
{
    private readonly AdapterAlias alias = new(archive.Catalogue);
    private readonly AdapterVectors vectors = new(archive.Catalogue);

    /// <summary>Makes an adapter the active one. Until every photo has a vector of it, searches use the one before; a run that was interrupted is continued by the next.</summary>
    /// <param name="name">Its name in the store.</param>
    /// <param name="progress">Hears how many photos are done.</param>
    /// <param name="ct">Stops; what is encoded stays.</param>
    /// <returns>What was encoded; nothing where the adapter does not change images.</returns>
    /// <exception cref="ModelException">The adapter can't be used with this archive.</exception>
    /// <exception cref="ArchiveException">Another activation is at work, or no photo could be encoded.</exception>
    public async Task<AdapterReport> ActivateAsync(string name, IProgress<AdapterProgress>? progress, CancellationToken ct)
    {
        var encoder = archive.Adapters.Open(name);
        var adapter = new ArchiveAdapter(name, encoder.Adapter.Identity, encoder.Adapter.ChangesImages);
        var report = new AdapterReport(0, 0, [], TimeSpan.Zero);
        if (adapter.ChangesImages)
        {
            report = await new AdapterPhotos(archive.Catalogue, new LocalAdapterPhotoEncoder(encoder)).RunAsync(progress, adapter, ct);
            if (report.FailedCount > 0 && (await vectors.CountAsync(adapter.Identity, ct)).Encoded == 0)
                throw new ArchiveException($"No photo could be encoded, so {name} was not activated. The first: {report.Failed[0].Path}: {report.Failed[0].Reason}");
            await archive.Indexes.CatchUpAsync(ct);
        }
        else
        {
            await alias.WantAsync(adapter, ct);
        }

        await alias.FlipAsync(adapter, ct);
        await DropUnusedAsync(ct);
        return report;
    }

    /// <summary>Searches use no adapter any more.</summary>
    /// <returns>The adapter that was active, or null.</returns>
    public async Task<ArchiveAdapter?> DeactivateAsync(CancellationToken ct)
    {
        var before = (await alias.ReadAsync(ct)).Active;
        await alias.ClearAsync(ct);
        await DropUnusedAsync(ct);
        return before;
    }

    /// <summary>Gives new photos a vector of the active adapter. Until they have one, the other evidence ranks them.</summary>
    public async Task CatchUpAsync(CancellationToken ct)
    {
        if ((await alias.ReadAsync(ct)).Active is not { ChangesImages: true } active || (await vectors.CountAsync(active.Identity, ct)).Missing == 0)
            return;
        try
        {
            await new AdapterPhotos(archive.Catalogue, new LocalAdapterPhotoEncoder(archive.Adapters.Open(active))).RunAsync(ct: ct);
            await archive.Indexes.CatchUpAsync(ct);
        }
        catch (Exception error) when (error is ModelException or ArchiveException)
        {
            // The photos are indexed, which was asked for; searches say what the matter with the adapter is, and another run that is at work ends.
        }
    }

    private async Task DropUnusedAsync(CancellationToken ct)
    {
        await vectors.DropUnusedAsync(ct);
        await archive.Indexes.DropUnusedAdaptersAsync(ct);
    }
}

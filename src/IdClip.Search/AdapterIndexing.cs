using IdClip.Archive;
using IdClip.Archive.Adapters;
using IdClip.Archive.Catalogue;

namespace IdClip.Search;

/// <summary>Gives an archive an adapter: encodes its photos again where the adapter changes images, then flips the alias.</summary>
/// <param name="catalogue">The archive.</param>
/// <param name="indexes">Its indexes.</param>
/// <param name="adapters">The adapters.</param>
public sealed class AdapterIndexing(Catalogue catalogue, SearchIndexes indexes, IAdapterPhotoEncoders adapters)
{
    private readonly AdapterAlias alias = new(catalogue);
    private readonly AdapterVectors vectors = new(catalogue);

    /// <summary>Makes an adapter the active one. Until every photo has a vector of it, searches use the one before; a run that was interrupted is continued by the next.</summary>
    /// <param name="name">Its name in the store.</param>
    /// <param name="progress">Hears how many photos are done.</param>
    /// <param name="ct">Stops; what is encoded stays.</param>
    /// <returns>What was encoded; nothing where the adapter does not change images.</returns>
    /// <exception cref="UnknownAdapterException">There is no such adapter.</exception>
    /// <exception cref="ArchiveException">The adapter can't be used with this archive, another activation is at work, or no photo could be encoded.</exception>
    public async Task<AdapterReport> ActivateAsync(string name, IProgress<AdapterProgress>? progress, CancellationToken ct)
    {
        var adapter = await adapters.FindAsync(name, ct: ct);
        var report = new AdapterReport(0, 0, [], TimeSpan.Zero);
        if (adapter.ChangesImages)
            report = await EncodeAsync(adapter, adapter, progress, ct);
        else
            await alias.WantAsync(adapter, ct);
        await alias.FlipAsync(adapter, ct);
        await DropUnusedAsync(ct);
        return report;
    }

    /// <summary>Goes on with an activation, or begins it, of an adapter that is wanted. What was done before, the flip included, is not done again.</summary>
    /// <param name="adapter">The adapter that was asked for.</param>
    /// <param name="progress">Hears how many photos are done.</param>
    /// <param name="ct">Stops; what is encoded stays.</param>
    /// <returns>True where searches use it; false where meanwhile another adapter, or none, was asked for.</returns>
    /// <exception cref="ArchiveException">As for <see cref="ActivateAsync"/>.</exception>
    public async Task<bool> ContinueAsync(ArchiveAdapter adapter, IProgress<AdapterProgress>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        var used = await alias.ReadAsync(ct);
        if (used.Wanted?.Identity == adapter.Identity)
        {
            if (adapter.ChangesImages)
                await EncodeAsync(adapter, null, progress, ct);
            if (!await alias.TryFlipAsync(adapter, ct))
            {
                await DropUnusedAsync(ct);
                return false;
            }
        }
        else if (used.Wanted is not null || used.Active?.Identity != adapter.Identity)
        {
            return false;
        }
        // Also after the flip: whoever flipped may have been killed before this.
        await DropUnusedAsync(ct);
        return true;
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
            await new AdapterPhotos(catalogue, await adapters.OpenAsync(active, ct)).RunAsync(ct: ct);
            await indexes.CatchUpAsync(ct);
        }
        catch (ArchiveException)
        {
            // The photos are indexed, which was asked for; searches say what the matter with the adapter is, and another run that is at work ends.
        }
    }

    private async Task<AdapterReport> EncodeAsync(ArchiveAdapter adapter, ArchiveAdapter? wanted, IProgress<AdapterProgress>? progress, CancellationToken ct)
    {
        var report = await new AdapterPhotos(catalogue, await adapters.OpenAsync(adapter, ct)).RunAsync(progress, wanted, ct);
        if (report.FailedCount > 0 && (await vectors.CountAsync(adapter.Identity, ct)).Encoded == 0)
            throw new ArchiveException($"No photo could be encoded, so {adapter.Name} was not activated. The first: {report.Failed[0].Path}: {report.Failed[0].Reason}");
        await indexes.CatchUpAsync(ct);
        return report;
    }

    private async Task DropUnusedAsync(CancellationToken ct)
    {
        await vectors.DropUnusedAsync(ct);
        await indexes.DropUnusedAdaptersAsync(ct);
    }
}

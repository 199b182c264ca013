using IdClip.Archive;
using IdClip.Archive.Adapters;
using IdClip.Archive.Catalogue;

namespace IdClip.Search.Judgements;

/// <summary>Makes adapters of a store ready to be asked, those that are not active too.</summary>
/// <param name="catalogue">The archive.</param>
/// <param name="adapters">The adapters.</param>
internal sealed class TriedAdapters(Catalogue catalogue, IAdapterPhotoEncoders adapters)
{
    // As many as searches over a service estimate an archive's mean and spread by; smaller archives are encoded whole.
    private static readonly int Drawn = new CandidateOptions().Sample;

    private readonly AdapterAlias _alias = new(catalogue);
    private readonly AdapterVectors _vectors = new(catalogue);
    private readonly PhotoSelection _photos = new(catalogue);

    /// <summary>Names of the adapters that fit the archive.</summary>
    /// <exception cref="ArchiveException">They can't be asked for now.</exception>
    public Task<IReadOnlyList<string>> ListAsync(CancellationToken ct) => adapters.ListAsync(ct);

    /// <summary>Makes an adapter ready.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="photoIds">Photos that it may bring forward, beside those that are drawn to stand for the archive.</param>
    /// <param name="progress">Hears how many photos are encoded.</param>
    /// <param name="ct">Stops; what is encoded stays.</param>
    /// <returns>The adapter, and photos that could not be encoded.</returns>
    /// <exception cref="ArchiveException">It can't be used.</exception>
    public async Task<(AdapterTrial Trial, int Failed)> OpenAsync(string name, IReadOnlyCollection<long> photoIds, IProgress<AdapterProgress> progress, CancellationToken ct)
    {
        var adapter = await adapters.FindAsync(name, ct: ct);
        if (!adapter.ChangesImages || (await _alias.ReadAsync(ct)).Active?.Identity == adapter.Identity)
            return (new(adapter), 0);
        var (drawn, photos) = await _photos.DrawAsync(Drawn, ct);
        var wanted = drawn.Concat(photoIds).Distinct().ToList();
        var report = await new AdapterPhotos(catalogue, await adapters.OpenAsync(adapter, ct)).TryAsync(wanted, progress, ct);
        var vectors = await _vectors.ReadAsync(adapter.Identity, wanted, ct);
        if (vectors.Count == 0)
            throw new ArchiveException(report.Failed.Count > 0 ? $"No photo could be encoded. The first: {report.Failed[0].Path}: {report.Failed[0].Reason}" : "Its vectors were removed meanwhile, by an activation. Measure again.");
        var known = drawn.ToHashSet();
        return (new(adapter) { Photos = vectors, Drawn = vectors.TakeWhile(photo => known.Contains(photo.PhotoId)).Count(), ArchivePhotos = photos }, report.FailedCount);
    }
}

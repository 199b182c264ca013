using System.Diagnostics;
using IdClip.Archive;
using IdClip.Archive.Adapters;
using IdClip.Archive.Catalogue;
using IdClip.Search.Index;

namespace IdClip.Search;

/// <summary>The vector indexes of one archive: a copy of the catalogue's vectors for fast search, filled from it again whenever they are missing, damaged or of other models.</summary>
/// <remarks>
/// Files <c>index/photos-MODEL-DIMENSION.idx</c> and <c>index/faces-MODEL-DIMENSION.idx</c>, MODEL being the first eight digits of the model's
/// identity; <c>index/joint-ADAPTER-DIMENSION.idx</c> for an adapter that changes images. Or indexes of a service under names that begin with
/// the archive's own: <c>idclip_ARCHIVE_photos_MODEL_DIMENSION</c>. Thread-safe.
/// </remarks>
public sealed class SearchIndexes : IDisposable
{
    private static readonly TimeSpan PauseOfService = TimeSpan.FromSeconds(1);

    private readonly Catalogue _catalogue;
    private readonly IIndexPlace _place;
    private readonly SemaphoreSlim _catchingUp = new(1, 1);
    private readonly AdapterAlias _alias;
    private readonly JointIndexes _joint;
    private volatile ModelIndexes? _indexes;

    // What a service held when it last had all that the catalogue has; null where that is not known.
    private (long Photos, long Faces)? _held;

    private SearchIndexes(Catalogue catalogue, IIndexPlace place) =>
        (_catalogue, _place, _alias, _joint) = (catalogue, place, new(catalogue), new(catalogue, place));

    /// <summary>Whether the vectors are a service's, which proposes photos and does not score all.</summary>
    public bool AreOfService => _place.IsService;

    /// <summary>The models whose vectors are searched; null while the archive has none.</summary>
    public ArchiveModelNames? Models => _indexes?.Models;

    /// <summary>Photo embeddings by photo id; null until the first photo is indexed.</summary>
    public IVectorIndex? Photos => _indexes?.Photos.Index;

    /// <summary>Face embeddings by face id, owned by photo ids; null until the first face is indexed.</summary>
    public IVectorIndex? Faces => _indexes?.Faces.Index;

    /// <summary>Where bytes of removed vectors may still be, in a sentence for people; null where they are gone once <see cref="CatchUpAsync(CancellationToken)"/> returns.</summary>
    public string? BeyondRemoval => _place.BeyondRemoval;

    /// <summary>Photo embeddings in an adapter's space by photo id; null while no photo has one.</summary>
    public async Task<IVectorIndex?> JointAsync(ArchiveAdapter adapter, CancellationToken ct = default)
    {
        if (!adapter.ChangesImages)
            return Photos;
        if (_joint.Find(adapter.Identity)?.Index is { } open)
            return open;
        // Another process made it the active one since the last look.
        if (_place.IsService)
            return await _joint.FollowAsync(adapter.Identity, ct);
        if (_joint.Find(adapter.Identity) is null)
            await CatchUpAsync(ct);
        return _joint.Find(adapter.Identity)?.Index;
    }

    /// <summary>Deletes the indexes of adapters that are neither active nor wanted. For the process that flips the alias.</summary>
    public async Task DropUnusedAdaptersAsync(CancellationToken ct = default)
    {
        await _catchingUp.WaitAsync(ct);
        try
        {
            await _joint.DropExceptAsync((await _alias.ReadAsync(ct)).InUse, ct);
        }
        finally
        {
            _catchingUp.Release();
        }
    }

    /// <summary>Opens the index files of an archive and brings them up to date with its catalogue.</summary>
    /// <exception cref="Archive.ArchiveException">The archive's vectors are in a service.</exception>
    public static async Task<SearchIndexes> OpenAsync(Catalogue catalogue, CancellationToken ct = default)
    {
        if (await new IndexTie(catalogue).ReadAsync(ct) is not null)
            throw new ArchiveException(
                $"The vectors of the archive {catalogue.Folder} are in Milvus. Say where that is: IDCLIP_MILVUS for idclip, ConnectionStrings__milvus for services.");
        var indexes = new SearchIndexes(catalogue, new IndexFolder(Path.Join(catalogue.Folder, "index")));
        try
        {
            await indexes.CatchUpAsync(ct);
            return indexes;
        }
        catch
        {
            indexes.Dispose();
            throw;
        }
    }

    /// <summary>The indexes of an archive in a store that other processes and archives share. Makes no call of the store: it may be away, and <see cref="CatchUpAsync(CancellationToken)"/> is for the process that indexes.</summary>
    /// <param name="catalogue">The archive; from now on its vectors are there, and index files of its folder are deleted.</param>
    /// <param name="store">The store; disposed with the indexes.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<SearchIndexes> InServiceAsync(Catalogue catalogue, IVectorIndexStore store, CancellationToken ct = default)
    {
        var tie = new IndexTie(catalogue);
        var indexes = new SearchIndexes(catalogue, new IndexService(store, tie, await tie.TieAsync(ct)));
        var folder = Path.Join(catalogue.Folder, "index");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return indexes;
    }

    /// <summary>Opens what another process, which does the indexing, has made since: new indexes, and those of other models. Cheap where nothing changed.</summary>
    /// <exception cref="IndexServiceException">The service is away.</exception>
    public async Task FollowAsync(CancellationToken ct = default)
    {
        await _catchingUp.WaitAsync(ct);
        try
        {
            await OpenIndexesAsync(ct);
        }
        finally
        {
            _catchingUp.Release();
        }
    }

    /// <summary>Opens what is not open yet because the service was away. At once where all is.</summary>
    /// <exception cref="IndexServiceException">The service is away.</exception>
    public ValueTask RequireOpenAsync(CancellationToken ct = default) =>
        _place.IsService && Photos is null ? new(FollowAsync(ct)) : ValueTask.CompletedTask;

    /// <summary>Indexes all photos that are encoded and not yet searchable, and erases vectors that the catalogue removed: after it, none of a removed photo or a forgotten person is found in the indexes, and no byte of it is in files.</summary>
    /// <param name="ct">Cancels.</param>
    /// <returns>Photos that became searchable.</returns>
    /// <exception cref="IndexServiceException">The service is away: what it acknowledged is marked, the rest is still pending.</exception>
    public Task<int> CatchUpAsync(CancellationToken ct = default) => CatchUpAsync(null, ct);

    /// <summary>As the other one, and tells it.</summary>
    /// <param name="job">The index job that is told of it; null where none is.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Photos that became searchable.</returns>
    /// <exception cref="IndexServiceException">As for the other one.</exception>
    public async Task<int> CatchUpAsync(Guid? job, CancellationToken ct = default)
    {
        await _catchingUp.WaitAsync(ct);
        try
        {
            if (await OpenIndexesAsync(ct) is not { } indexes)
                return 0;
            if (_place.IsService)
                await CheckServiceAsync(indexes, ct);
            var added = await new CatalogueIndexer(_catalogue, indexes).CatchUpAsync(job, ct);
            var adapters = (await _alias.ReadAsync(ct)).InUse.ToList();
            await _joint.CatchUpAsync(adapters, ct);
            await DropRemovedAsync(indexes, ct);
            if (_place.IsService)
            {
                await indexes.DeleteOthersAsync(ct);
                _held = Count(indexes);
            }
            return added;
        }
        catch
        {
            // Whatever it was given may be pending.
            _held = null;
            throw;
        }
        finally
        {
            _catchingUp.Release();
        }
    }

    /// <summary><see cref="CatchUpAsync(CancellationToken)"/>, again and again while the service is away.</summary>
    /// <param name="patience">How long.</param>
    /// <param name="job">The index job that is told of it; null where none is.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<int> CatchUpPatientlyAsync(TimeSpan patience, Guid? job, CancellationToken ct = default)
    {
        for (var started = Stopwatch.GetTimestamp(); ; await Task.Delay(PauseOfService, ct))
            try
            {
                return await CatchUpAsync(job, ct);
            }
            catch (IndexServiceException e) when (e.IsUnreachable && Stopwatch.GetElapsedTime(started) < patience)
            {
            }
    }

    /// <summary>Catches up where a service is not known to hold all that it was given: after it was away, or was emptied. For the process that indexes; cheap where nothing is wrong.</summary>
    /// <returns>Photos that became searchable.</returns>
    /// <exception cref="IndexServiceException">The service is away.</exception>
    public async Task<int> RepairAsync(CancellationToken ct = default)
    {
        if (!_place.IsService)
            return 0;
        await _catchingUp.WaitAsync(ct);
        try
        {
            if (_held is { } held && _indexes is { } indexes)
            {
                await indexes.OpenAsync(ct);
                if (Count(indexes) is var now && now.Photos >= held.Photos && now.Faces >= held.Faces)
                    return 0;
            }
        }
        finally
        {
            _catchingUp.Release();
        }
        return await CatchUpAsync(ct);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _indexes?.Dispose();
        _joint.Dispose();
        _place.Dispose();
        _catchingUp.Dispose();
    }

    /// <summary>The indexes of the archive's models; opened the first time and whenever the archive has been encoded with others.</summary>
    private async Task<ModelIndexes?> OpenIndexesAsync(CancellationToken ct)
    {
        if (await _catalogue.ReadModelsAsync(ct) is not { } models)
            return null;
        if (_indexes is { } open && open.Models == models)
        {
            await open.OpenMissingAsync(ct);
            return open;
        }

        _indexes?.Dispose();
        _indexes = null;
        var indexes = new ModelIndexes(_place, models);
        try
        {
            if (_place.IsService)
                await indexes.OpenAsync(ct);
            else
                await OpenFilesAsync(indexes, ct);
        }
        catch
        {
            indexes.Dispose();
            throw;
        }
        return _indexes = indexes;
    }

    private async Task OpenFilesAsync(ModelIndexes files, CancellationToken ct)
    {
        // Counted first: another process that is indexing meanwhile has more in the files than it had told the catalogue.
        var (photos, faces) = await _catalogue.CountIndexedAsync(ct);
        var whole = await files.OpenAsync(ct);
        await files.DeleteOthersAsync(ct);
        // Fewer vectors than were acknowledged: files were deleted, or put back from an older copy.
        if (!whole || Count(files) is var held && (held.Photos < photos || held.Faces < faces))
            await _catalogue.ResetIndexAsync(ct);
    }

    /// <summary>Has the catalogue fill a service again that lost what it had acknowledged.</summary>
    private async Task CheckServiceAsync(ModelIndexes indexes, CancellationToken ct)
    {
        while (true)
        {
            await indexes.OpenAsync(ct);
            if (_held is { } held && Count(indexes) is var now && now.Photos >= held.Photos && now.Faces >= held.Faces)
                return;
            var acknowledged = await _catalogue.CountIndexedAsync(ct);
            var (photos, faces) = Count(indexes);
            if (photos >= acknowledged.Photos && faces >= acknowledged.Faces)
                return;
            // Counted again: another process may have removed photos between the two counts.
            if (await _catalogue.CountIndexedAsync(ct) != acknowledged)
                continue;
            await _catalogue.ResetIndexAsync(ct);
            return;
        }
    }

    private static (long Photos, long Faces) Count(ModelIndexes indexes) => (indexes.Photos.Index?.Count ?? 0, indexes.Faces.Index?.Count ?? 0);

    private async Task DropRemovedAsync(ModelIndexes indexes, CancellationToken ct)
    {
        var removed = await _catalogue.ReadTombstonesAsync(ct);
        if (removed.PhotoIds.Count + removed.FaceIds.Count == 0)
            return;
        VectorErasure.Erase(indexes.Photos.Index, removed.PhotoIds);
        VectorErasure.Erase(indexes.Faces.Index, removed.FaceIds);
        _joint.Remove(removed.PhotoIds);
        // Acknowledged last: killed before, the next run removes and rewrites again.
        await _catalogue.AcknowledgeTombstonesAsync(removed, ct);
    }
}

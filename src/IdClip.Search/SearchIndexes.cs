using IdClip.Archive.Adapters;
using IdClip.Archive.Catalogue;
using IdClip.Search.Index;

namespace IdClip.Search;

/// <summary>The vector indexes of one archive: a copy of the catalogue's vectors for fast search, rebuilt from it whenever they are missing, damaged or of other models.</summary>
/// <remarks>Files <c>index/photos-MODEL-DIMENSION.idx</c> and <c>index/faces-MODEL-DIMENSION.idx</c>, MODEL being the first eight digits of the model's identity; <c>index/joint-ADAPTER-DIMENSION.idx</c> for an adapter that changes images. Thread-safe.</remarks>
public sealed class SearchIndexes : IDisposable
{
    private readonly Catalogue _catalogue;
    private readonly SemaphoreSlim _catchingUp = new(1, 1);
    private readonly AdapterAlias _alias;
    private readonly JointIndexes _joint;
    private volatile IndexFiles? _files;

    private SearchIndexes(Catalogue catalogue) => (_catalogue, _alias, _joint) = (catalogue, new(catalogue), new(catalogue));

    /// <summary>The models whose vectors are searched; null while the archive has none.</summary>
    public ArchiveModelNames? Models => _files?.Models;

    /// <summary>Photo embeddings by photo id; null until the first photo is indexed.</summary>
    public IVectorIndex? Photos => _files?.Photos.Index;

    /// <summary>Face embeddings by face id, owned by photo ids; null until the first face is indexed.</summary>
    public IVectorIndex? Faces => _files?.Faces.Index;

    /// <summary>Photo embeddings in an adapter's space by photo id; null while no photo has one.</summary>
    public async Task<IVectorIndex?> JointAsync(ArchiveAdapter adapter, CancellationToken ct = default)
    {
        if (!adapter.ChangesImages)
            return Photos;
        // Another process made it the active one since the last look.
        if (_joint.Find(adapter.Identity) is null)
            await CatchUpAsync(ct);
        return _joint.Find(adapter.Identity)?.Index;
    }

    /// <summary>Deletes the index files of adapters that are neither active nor wanted. For the process that flips the alias.</summary>
    public async Task DropUnusedAdaptersAsync(CancellationToken ct = default)
    {
        await _catchingUp.WaitAsync(ct);
        try
        {
            _joint.DropExcept((await _alias.ReadAsync(ct)).InUse);
        }
        finally
        {
            _catchingUp.Release();
        }
    }

    /// <summary>Opens the indexes of an archive and brings them up to date with its catalogue.</summary>
    public static async Task<SearchIndexes> OpenAsync(Catalogue catalogue, CancellationToken ct = default)
    {
        var indexes = new SearchIndexes(catalogue);
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

    /// <summary>Opens what another process, which does the indexing, has made since: new files, and those of other models. Cheap where nothing changed.</summary>
    public async Task FollowAsync(CancellationToken ct = default)
    {
        await _catchingUp.WaitAsync(ct);
        try
        {
            await OpenFilesAsync(ct);
        }
        finally
        {
            _catchingUp.Release();
        }
    }

    /// <summary>Indexes all photos that are encoded and not yet searchable, and erases vectors that the catalogue removed: after it, no byte of a removed photo or a forgotten person is in the files.</summary>
    /// <returns>Photos that became searchable.</returns>
    public async Task<int> CatchUpAsync(CancellationToken ct = default)
    {
        await _catchingUp.WaitAsync(ct);
        try
        {
            if (await OpenFilesAsync(ct) is not { } files)
                return 0;
            var added = await new CatalogueIndexer(_catalogue, files).CatchUpAsync(ct);
            await _joint.CatchUpAsync((await _alias.ReadAsync(ct)).InUse, ct);
            await DropRemovedAsync(files, ct);
            return added;
        }
        finally
        {
            _catchingUp.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _files?.Dispose();
        _joint.Dispose();
        _catchingUp.Dispose();
    }

    /// <summary>The files of the archive's models; opened the first time and whenever the archive has been encoded with others.</summary>
    private async Task<IndexFiles?> OpenFilesAsync(CancellationToken ct)
    {
        if (await _catalogue.ReadModelsAsync(ct) is not { } models)
            return null;
        if (_files is { } open && open.Models == models)
        {
            open.OpenMissing();
            return open;
        }

        _files?.Dispose();
        _files = null;
        var files = new IndexFiles(Path.Join(_catalogue.Folder, "index"), models);
        try
        {
            // Counted first: another process that is indexing meanwhile has more in the files than it had told the catalogue.
            var (photos, faces) = await _catalogue.CountIndexedAsync(ct);
            var whole = files.Open();
            // Fewer vectors than were acknowledged: files were deleted, or put back from an older copy.
            if (!whole || (files.Photos.Index?.Count ?? 0) < photos || (files.Faces.Index?.Count ?? 0) < faces)
                await _catalogue.ResetIndexAsync(ct);
        }
        catch
        {
            files.Dispose();
            throw;
        }
        return _files = files;
    }

    private async Task DropRemovedAsync(IndexFiles files, CancellationToken ct)
    {
        var removed = await _catalogue.ReadTombstonesAsync(ct);
        if (removed.PhotoIds.Count + removed.FaceIds.Count == 0)
            return;
        foreach (var (index, ids) in new[] { (files.Photos.Index, removed.PhotoIds), (files.Faces.Index, removed.FaceIds) })
            if (index is not null && ids.Count > 0)
            {
                index.Remove([.. ids]);
                // A removed row keeps its bytes until the file is rewritten, and these may be the face of somebody who asked to be forgotten.
                index.Compact();
            }
        _joint.Remove(removed.PhotoIds);
        // Acknowledged last: killed before, the next run removes and rewrites again.
        await _catalogue.AcknowledgeTombstonesAsync(removed, ct);
    }
}

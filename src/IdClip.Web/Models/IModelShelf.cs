using IdClip.Models.Adapters;
using IdClip.Models.Store;

namespace IdClip.Web.Models;

/// <summary>The models and adapters that the archive's host encodes with, on this machine or another.</summary>
public interface IModelShelf
{
    /// <summary>Whether models are pulled from here; else on the machine of the service that encodes.</summary>
    bool CanPull { get; }

    /// <summary>Name of the CLIP model that the archive is made with.</summary>
    string Model { get; }

    /// <summary>Name of the face recogniser that the archive is made with.</summary>
    string FaceModel { get; }

    /// <summary>Whether the archive can be made with another CLIP model from here.</summary>
    bool CanChangeModel { get; }

    /// <summary>What came of the last such change; null where there is nothing to say.</summary>
    string? Notice { get; }

    /// <summary>Has the archive made with another CLIP model: the host starts again for it, and all photos are encoded anew.</summary>
    /// <exception cref="Archive.ArchiveException">The model can't be used.</exception>
    void ChangeModel(string name);

    /// <summary>The models that are there or can be pulled.</summary>
    /// <exception cref="Archive.ArchiveException">Their service does not answer.</exception>
    Task<IReadOnlyList<StoredModel>> ListModelsAsync(CancellationToken ct);

    /// <summary>The adapters by name; one that can't be used with the archive's models says why.</summary>
    /// <exception cref="Archive.ArchiveException">Their service does not answer.</exception>
    Task<IReadOnlyList<ListedAdapter>> ListAdaptersAsync(CancellationToken ct);

    /// <summary>Searches use no adapter any more.</summary>
    /// <exception cref="Archive.ArchiveException">The archive's service does not answer.</exception>
    Task DeactivateAdapterAsync(CancellationToken ct);
}

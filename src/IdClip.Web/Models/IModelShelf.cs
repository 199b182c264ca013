using IdClip.Models.Adapters;
using IdClip.Models.Store;

namespace IdClip.Web.Models;

/// <summary>The models and adapters that the archive's host encodes with, on this machine or another.</summary>
public interface IModelShelf
{
    /// <summary>The models that are here or can be pulled; null where they are on another machine.</summary>
    IReadOnlyList<StoredModel>? Models { get; }

    /// <summary>Name of the CLIP model that the archive is made with.</summary>
    string Model { get; }

    /// <summary>Name of the face recogniser that the archive is made with.</summary>
    string FaceModel { get; }

    /// <summary>The adapters by name; one that can't be used with the archive's models says why.</summary>
    /// <exception cref="Archive.ArchiveException">Their service does not answer.</exception>
    Task<IReadOnlyList<ListedAdapter>> ListAdaptersAsync(CancellationToken ct);

    /// <summary>Searches use no adapter any more.</summary>
    /// <exception cref="Archive.ArchiveException">The archive's service does not answer.</exception>
    Task DeactivateAdapterAsync(CancellationToken ct);
}

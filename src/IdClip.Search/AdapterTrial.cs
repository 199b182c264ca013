using IdClip.Archive.Adapters;
using IdClip.Archive.Catalogue;

namespace IdClip.Search;

/// <summary>An adapter that a search asks in place of the active one, to see what it would find.</summary>
/// <param name="Adapter">The adapter.</param>
public sealed record AdapterTrial(ArchiveAdapter Adapter)
{
    /// <summary>Photos with a vector of the adapter; the others are ranked by the other evidence. Null where an index of the archive serves it: it changes no images, or is the active one.</summary>
    public IReadOnlyList<(long PhotoId, float[] Embedding)>? Photos { get; init; }

    /// <summary>How many of <see cref="Photos"/>, from the first, were drawn at random.</summary>
    public int Drawn { get; init; }

    /// <summary>Photos that the drawn ones stand for.</summary>
    public int ArchivePhotos { get; init; }

    internal long[] Ids => field ??= [.. Photos!.Select(photo => photo.PhotoId)];

    internal EmbeddingSample All => field ??= new([.. Photos!.Select(photo => photo.Embedding)], Photos!.Count);
}

using IdClip.Archive.Storage;

namespace IdClip.Archive.Albums;

/// <summary>An album that was deleted; <see cref="PhotoAlbums.RestoreAsync"/> brings it back.</summary>
public sealed class RemovedAlbum
{
    internal RemovedAlbum(Album album) => Album = album.Copy();

    /// <summary>Its name.</summary>
    public string Name => Album.Name;

    internal Album Album { get; }
}

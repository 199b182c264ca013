namespace IdClip.Archive.Albums;

/// <summary>A search that is kept under a name: its photos are those that answer it now.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Search">The search, as far as the archive has what it is about.</param>
/// <param name="SavedAt">When it was kept, UTC.</param>
/// <param name="Missing">What of the search is not in the archive now, in a sentence for people; null where nothing is.</param>
public sealed record PhotoAlbum(string Name, AlbumSearch Search, DateTime SavedAt, string? Missing = null);

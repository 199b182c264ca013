using IdClip.Archive.Albums;
using IdClip.Search.Examples;
using IdClip.Web.Queries;

namespace IdClip.Web.Albums;

/// <summary>Searches of albums as searches of the page, and back.</summary>
internal static class AlbumLink
{
    /// <summary>The search of the page that an album keeps.</summary>
    public static SearchAddress AddressOf(AlbumSearch search) => new()
    {
        Query = search.Query,
        Filter = search.Filter,
        EveryCopy = search.EveryCopy,
        Like = search.Example,
        Album = search.ExampleAlbum,
        By = search is { ByScene: true, ByPeople: false } ? LikenessOf.Scene : search is { ByPeople: true, ByScene: false } ? LikenessOf.People : LikenessOf.Both,
    };

    /// <summary>A search of the page as an album keeps it.</summary>
    /// <param name="address">The search.</param>
    /// <param name="query">Its query with names as they are enrolled.</param>
    /// <param name="given">The photo that was given to the page to search by; null where none was.</param>
    public static AlbumSearch SearchOf(SearchAddress address, string query, ExamplePhoto? given = null) => new()
    {
        Query = query,
        Filter = address.Filter,
        EveryCopy = address.EveryCopy,
        Example = address.Like,
        ExampleAlbum = address.Album,
        Seen = given?.ToAlbum(address.By != LikenessOf.People, address.By != LikenessOf.Scene),
        ByScene = address.HasExample && address.By != LikenessOf.People,
        ByPeople = address.HasExample && address.By != LikenessOf.Scene,
    };
}

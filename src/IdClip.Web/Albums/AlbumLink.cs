using IdClip.Archive.Albums;
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
        By = search is { ByScene: true, ByPeople: false } ? LikenessOf.Scene : search is { ByPeople: true, ByScene: false } ? LikenessOf.People : LikenessOf.Both,
    };

    /// <summary>A search of the page as an album keeps it.</summary>
    /// <param name="address">The search.</param>
    /// <param name="query">Its query with names as they are enrolled.</param>
    public static AlbumSearch SearchOf(SearchAddress address, string query) => new()
    {
        Query = query,
        Filter = address.Filter,
        EveryCopy = address.EveryCopy,
        Example = address.Like,
        ByScene = address.Like is not null && address.By != LikenessOf.People,
        ByPeople = address.Like is not null && address.By != LikenessOf.Scene,
    };
}

using IdClip.Archive.Catalogue;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IdClip.Web.Photos;

/// <summary>Serves the archive's pictures by id. A client never names a file.</summary>
internal static class PhotoEndpoints
{
    private const int LargestRendering = 4_096;

    /// <summary>What browsers show as it is; everything else is rendered.</summary>
    private static readonly Dictionary<string, string> ShownAsIs = new(StringComparer.OrdinalIgnoreCase)
    {
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".png"] = "image/png",
        [".webp"] = "image/webp",
    };

    public static void MapPhotos(this IEndpointRouteBuilder app)
    {
        var photos = app.MapGroup("/photos/{id:long}");
        photos.MapGet("", FullAsync);
        photos.MapGet("/thumbnail", ThumbnailAsync);
    }

    private static async Task<Results<PhysicalFileHttpResult, NotFound>> ThumbnailAsync(
        long id, Catalogue catalogue, ThumbnailCache thumbnails, HttpResponse response, CancellationToken ct, int width = 480, string? v = null)
    {
        if (await FindAsync(catalogue, id, ct) is not { } photo)
            return TypedResults.NotFound();
        var served = PhotoLink.Widths.FirstOrDefault(w => w >= width, PhotoLink.Widths[^1]);
        if (await thumbnails.GetAsync(photo, served, ct) is not { } file)
            return TypedResults.NotFound();
        Keep(response, photo, v);
        return TypedResults.PhysicalFile(file, "image/webp");
    }

    private static async Task<Results<PhysicalFileHttpResult, NotFound>> FullAsync(
        long id, Catalogue catalogue, ThumbnailCache thumbnails, HttpResponse response, CancellationToken ct, string? v = null)
    {
        if (await FindAsync(catalogue, id, ct) is not { } photo || !File.Exists(photo.Path))
            return TypedResults.NotFound();
        if (photo.FrameSeconds is null && ShownAsIs.TryGetValue(Path.GetExtension(photo.Path), out var type))
        {
            Keep(response, photo, v);
            return TypedResults.PhysicalFile(photo.Path, type, enableRangeProcessing: true);
        }
        if (await thumbnails.GetAsync(photo, LargestRendering, ct) is not { } file)
            return TypedResults.NotFound();
        Keep(response, photo, v);
        return TypedResults.PhysicalFile(file, "image/webp");
    }

    private static async Task<PhotoDetails?> FindAsync(Catalogue catalogue, long id, CancellationToken ct) =>
        (await catalogue.DescribeAsync([id], ct)) is [var photo] ? photo : null;

    /// <summary>Under the current version the picture never changes; under another, or none, the browser asks again.</summary>
    internal static void Keep(HttpResponse response, PhotoDetails photo, string? version) =>
        response.Headers.CacheControl = version == PhotoLink.VersionOf(photo) ? "private, max-age=31536000, immutable" : "private, no-cache";
}

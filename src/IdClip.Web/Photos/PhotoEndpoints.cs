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

    /// <summary>What a browser is told that a video is; whether it can play it is its own matter.</summary>
    private static readonly Dictionary<string, string> Videos = new(StringComparer.OrdinalIgnoreCase)
    {
        [".mp4"] = "video/mp4",
        [".m4v"] = "video/mp4",
        [".mov"] = "video/quicktime",
        [".mkv"] = "video/x-matroska",
        [".webm"] = "video/webm",
        [".avi"] = "video/x-msvideo",
    };

    public static void MapPhotos(this IEndpointRouteBuilder app)
    {
        var photos = app.MapGroup("/photos/{id:long}");
        photos.MapGet("", FullAsync);
        photos.MapGet("/thumbnail", ThumbnailAsync);
        photos.MapGet("/video", VideoAsync);
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

    /// <summary>The video that a photo is a frame of, in the ranges that the player asks for.</summary>
    private static async Task<Results<PhysicalFileHttpResult, NotFound>> VideoAsync(
        long id, Catalogue catalogue, HttpResponse response, CancellationToken ct, string? v = null)
    {
        if (await FindAsync(catalogue, id, ct) is not { FrameSeconds: not null } photo
            || !Videos.TryGetValue(Path.GetExtension(photo.Path), out var type) || !File.Exists(photo.Path))
            return TypedResults.NotFound();
        Keep(response, photo, v);
        return TypedResults.PhysicalFile(photo.Path, type, enableRangeProcessing: true);
    }

    private static async Task<PhotoDetails?> FindAsync(Catalogue catalogue, long id, CancellationToken ct) =>
        (await catalogue.DescribeAsync([id], ct)) is [var photo] ? photo : null;

    /// <summary>Under the current version the picture never changes; under another, or none, the browser asks again.</summary>
    internal static void Keep(HttpResponse response, PhotoDetails photo, string? version) =>
        response.Headers.CacheControl = version == PhotoLink.VersionOf(photo) ? "private, max-age=31536000, immutable" : "private, no-cache";
}

using IdClip.Archive.People.Labels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IdClip.Web.Photos;

/// <summary>Serves cut-outs of faces by id.</summary>
internal static class FaceEndpoints
{
    public static void MapFaces(this IEndpointRouteBuilder app) => app.MapGet("/faces/{id:long}", FaceAsync);

    private static async Task<Results<PhysicalFileHttpResult, NotFound>> FaceAsync(
        long id, FaceLabels faces, ThumbnailCache thumbnails, HttpResponse response, CancellationToken ct, int side = 192, string? v = null)
    {
        if (await faces.DescribeAsync([id], ct) is not [var face])
            return TypedResults.NotFound();
        var served = FaceLink.Sides.FirstOrDefault(s => s >= side, FaceLink.Sides[^1]);
        if (await thumbnails.GetFaceAsync(face.Face, face.Photo, served, ct) is not { } file)
            return TypedResults.NotFound();
        PhotoEndpoints.Keep(response, face.Photo, v);
        return TypedResults.PhysicalFile(file, "image/webp");
    }
}

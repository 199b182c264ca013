using System.Net.Mime;
using IdClip.Search.Judgements;
using IdClip.Web.Photos;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IdClip.Web.Judgements;

/// <summary>Hands out the judged queries as a set.</summary>
internal static class JudgementEndpoints
{
    public static void MapJudgements(this IEndpointRouteBuilder app) => app.MapGet("/evaluate/export", ExportAsync);

    private static async Task<Results<PushStreamHttpResult, NotFound<string>>> ExportAsync(JudgedSet set, HttpResponse response, CancellationToken ct)
    {
        if (await set.IsEmptyAsync(ct))
            return TypedResults.NotFound("No query has a right photo yet; mark some on the page /evaluate.");
        // It holds names and faces: nothing between here and the person keeps it.
        response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(_ => set.WriteAsync(ZipBody.Of(response), ct), MediaTypeNames.Application.Zip, "idclip-queries.zip");
    }
}

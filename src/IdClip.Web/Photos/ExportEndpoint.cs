using System.Globalization;
using IdClip.Search;
using IdClip.Search.Examples;
using IdClip.Search.Index;
using IdClip.Search.Query;
using IdClip.Web.Albums;
using IdClip.Web.Queries;
using IdClip.Xmp.Export;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IdClip.Web.Photos;

/// <summary>Sends the best answers of a search as a ZIP with sidecars, as it is made.</summary>
internal static class ExportEndpoint
{
    /// <summary>Answers that are sent where no number is asked for.</summary>
    public const int Usual = 50;

    public static void MapExport(this IEndpointRouteBuilder app) => app.MapGet("/export", ExportAsync);

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ExportAsync(
        HttpRequest request, Searcher searcher, ExampleReader examples, PhotoExport export, CancellationToken ct, int count = Usual)
    {
        // A link elsewhere may show a page, but not have a download made.
        if (request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none"))
            return Refused(StatusCodes.Status403Forbidden, "Open the search and download from there.");
        var asked = QueryLink.AddressOf(name => request.Query[name]);
        if (asked.IsEmpty || asked.Example is not null || count is < 1 or > Searcher.MaxTop)
            return Refused(StatusCodes.Status400BadRequest, $"A download needs a search of its own (q, like or album) and a count from 1 to {Searcher.MaxTop}.");
        SearchResult found;
        try
        {
            // Names of the example are in the query already.
            var example = await examples.ReadAsync(AlbumLink.SearchOf(asked, asked.Query), ct) is { } whole ? whole with { Names = [] } : null;
            found = await Task.Run(() => searcher.SearchAsync(asked.Query, new SearchOptions { Top = count, Filter = asked.Filter, EveryCopy = asked.EveryCopy, Example = example }, ct), ct);
        }
        catch (QueryException problem)
        {
            return Refused(StatusCodes.Status400BadRequest, problem.Message);
        }
        catch (IndexServiceException)
        {
            return Refused(StatusCodes.Status503ServiceUnavailable, "The service that has the vectors of this archive does not answer.");
        }
        var photos = found.Answers.Select(a => a.Photo).ToList();
        var response = request.HttpContext.Response;
        response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(
            _ => export.ToZipAsync(photos, ZipBody.Of(response), new Dictionary<long, (string, double)>(), ct),
            "application/zip", string.Create(CultureInfo.InvariantCulture, $"idclip-{DateTime.Now:yyyy-MM-dd}.zip"));
    }

    private static ProblemHttpResult Refused(int status, string why) => TypedResults.Problem(why, statusCode: status);
}

using IdClip.Archive.Catalogue;
using IdClip.Search;
using IdClip.Search.Examples;
using IdClip.Search.Index;
using IdClip.Search.Query;
using IdClip.Web.Albums;
using IdClip.Web.Queries;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;

namespace IdClip.Web.Answers;

/// <summary>Answers a search that is asked twice within seconds once.</summary>
/// <remarks>
/// A page is rendered first as HTML and again when its circuit starts; without this the second rendering would search again and
/// show its skeleton over answers that are on the screen already.
/// </remarks>
internal sealed partial class RecentSearches(Searcher searcher, ExampleReader examples, Catalogue catalogue, ILogger<RecentSearches> log) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    private readonly MemoryCache _outcomes = new(new MemoryCacheOptions { SizeLimit = 32, ExpirationScanFrequency = Kept });
    private readonly PhotoSelection _selection = new(catalogue);

    /// <summary>Asks the archive; the task is completed already where the answer is a recent one.</summary>
    /// <param name="asked">The search.</param>
    /// <param name="example">The photo that <see cref="SearchAddress.Example"/> stands for.</param>
    public Task<SearchOutcome> AskAsync(SearchAddress asked, ExamplePhoto? example) =>
        _outcomes.GetOrCreate(asked, entry =>
        {
            entry.SetSize(1).SetAbsoluteExpiration(Kept);
            // Scoring is work for a processor; a circuit's own thread belongs to its clicks and keys.
            return Task.Run(() => SearchAsync(asked, example));
        })!;

    /// <summary>A photo of the archive as an example; null where it is gone.</summary>
    public async Task<ExamplePhoto?> ExampleAsync(long photo)
    {
        try
        {
            return await examples.ReadAsync(photo);
        }
        catch (QueryException)
        {
            return null;
        }
    }

    /// <summary>Forgets a search, so that it is asked again.</summary>
    public void Forget(SearchAddress asked) => _outcomes.Remove(asked);

    /// <inheritdoc/>
    public void Dispose() => _outcomes.Dispose();

    private async Task<SearchOutcome> SearchAsync(SearchAddress asked, ExamplePhoto? example)
    {
        try
        {
            if (asked.Like is { } photo)
                example = await examples.ReadAsync(photo);
            else if (asked.Example is not null && example is null)
                throw new QueryException(QueryProblem.Example, "The photo this search began with is not kept. Choose it again.");
            // Names of the example are in the query already, where they can be changed.
            var like = asked.Album is not null ? await examples.ReadAsync(AlbumLink.SearchOf(asked, asked.Query))
                : example?.ToSearch(asked.By != LikenessOf.People, asked.By != LikenessOf.Scene) is { } whole ? whole with { Names = [] } : null;
            var ranked = await searcher.RankAsync(asked.Query, new() { Top = Searcher.MaxTop, Filter = asked.Filter, EveryCopy = asked.EveryCopy, Example = like });
            var found = new FoundAnswers(searcher, ranked, await _selection.SizesAsync(ranked.PhotoIds));
            await found.ReadAsync(0, Math.Min(FoundAnswers.Page, found.Count), CancellationToken.None);
            return new(found);
        }
        catch (QueryException problem)
        {
            return new(null, problem);
        }
        catch (IndexServiceException)
        {
            return new(null, Failure: "The service that has the vectors of this archive does not answer. Nothing is lost.");
        }
        catch (Exception error)
        {
            // Neither the query nor a message that may hold it is written down.
            Failed(log, error.GetType().Name, error.TargetSite?.DeclaringType?.FullName);
            return new(null, Failure: "The search did not come back from the server. Its log says where it stopped.");
        }
    }

    [LoggerMessage(LogLevel.Error, "A search of the page failed with {Kind} in {Place}")]
    private static partial void Failed(ILogger log, string kind, string? place);
}

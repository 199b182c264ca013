using IdClip.Search;
using IdClip.Search.Index;
using IdClip.Search.Query;
using Microsoft.Extensions.Caching.Memory;

namespace IdClip.Web.Answers;

/// <summary>Answers a query that is asked twice within seconds once.</summary>
/// <remarks>
/// A page is rendered first as HTML and again when its circuit starts; without this the second rendering would search again and
/// show its skeleton over answers that are on the screen already.
/// </remarks>
internal sealed class RecentSearches(Searcher searcher) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    private readonly MemoryCache _outcomes = new(new MemoryCacheOptions { SizeLimit = 32, ExpirationScanFrequency = Kept });

    /// <summary>Asks the archive; the task is completed already where the answer is a recent one.</summary>
    public Task<SearchOutcome> AskAsync(string query, int top) =>
        _outcomes.GetOrCreate((query, top), entry =>
        {
            entry.SetSize(1).SetAbsoluteExpiration(Kept);
            // Scoring is work for a processor; a circuit's own thread belongs to its clicks and keys.
            return Task.Run(() => SearchAsync(query, top));
        })!;

    /// <inheritdoc/>
    public void Dispose() => _outcomes.Dispose();

    private async Task<SearchOutcome> SearchAsync(string query, int top)
    {
        try
        {
            return new(await searcher.SearchAsync(query, top), null);
        }
        catch (QueryException problem)
        {
            return new(null, problem);
        }
        catch (IndexServiceException)
        {
            return new(null, new QueryException(QueryProblem.Archive, "The service that has the vectors of this archive does not answer. Nothing is lost: try again later."));
        }
    }
}

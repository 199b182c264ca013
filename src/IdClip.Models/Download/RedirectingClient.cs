using System.Net;
using System.Net.Http.Headers;
using IdClip.Models.Store;

namespace IdClip.Models.Download;

/// <summary>
/// Follows redirects by itself, because Hugging Face states the sha256 of a file in the redirect to its storage (<c>X-Linked-Etag</c>), not in the answer that holds the file.
/// </summary>
internal sealed class RedirectingClient : IDisposable
{
    private const int MostRedirects = 8;

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(20) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { UserAgent = { new ProductInfoHeaderValue("IdClip", "0.1") } },
    };

    /// <summary>Asks for a file from <paramref name="from"/> on, as long as it is still the version <paramref name="entityTag"/>.</summary>
    /// <returns>The answer, and the sha256 that the host states or null.</returns>
    public async Task<(HttpResponseMessage Response, string? Sha256)> GetAsync(Uri url, long from, EntityTagHeaderValue? entityTag, CancellationToken cancel)
    {
        string? sha256 = null;
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            if (from > 0 && entityTag is not null)
            {
                request.Headers.Range = new RangeHeaderValue(from, null);
                request.Headers.IfRange = new RangeConditionHeaderValue(entityTag);
            }

            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
            sha256 ??= StatedHash(response);
            if (!IsRedirect(response.StatusCode) || response.Headers.Location is not { } location)
                return (response, sha256);
            response.Dispose();
            var next = new Uri(url, location);
            if (next.Scheme != Uri.UriSchemeHttps && next.Scheme != url.Scheme)
                throw new ModelException($"{url} redirects to {next}, which is not https");
            url = next;
        }

        throw new ModelException($"{url} redirects more than {MostRedirects} times");
    }

    public void Dispose() => client.Dispose();

    private static bool IsRedirect(HttpStatusCode status) =>
        status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private static string? StatedHash(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("X-Linked-Etag", out var values))
            return null;
        var value = values.First().Trim('"').ToLowerInvariant();
        // Files outside of large file storage state a git hash here, which is shorter.
        return value.Length == 64 && value.All(char.IsAsciiHexDigit) ? value : null;
    }
}

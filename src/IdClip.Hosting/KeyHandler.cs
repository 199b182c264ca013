using System.Net.Http.Headers;

namespace IdClip.Hosting;

/// <summary>Sends a key with every request.</summary>
/// <remarks>gRPC's own call credentials are for TLS only; services of one network may speak without.</remarks>
internal sealed class KeyHandler(string? key) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return base.SendAsync(request, cancellationToken);
    }
}

using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace IdClip.ServiceDefaults.Access;

/// <summary>Decides who is let in: whoever has a key or a client certificate; where the host asks for neither, whoever is on this machine.</summary>
/// <remarks>A key comes as <c>Authorization: Bearer KEY</c>, or as the password of Basic with any user name, which browsers ask for by themselves.</remarks>
internal sealed class AccessRules(IOptions<AccessOptions> options)
{
    private static readonly string[] ProxyHeaders = ["Forwarded", "X-Forwarded-For", "X-Original-For"];

    private readonly ApiKeys? keys = options.Value.KeyFile is { } file ? new(file) : null;

    /// <summary>Whether callers must prove who they are, so that the host may listen beyond this machine.</summary>
    public bool AsksForProof => options.Value.ClientCa is not null || HasKeys;

    /// <summary>What lets a request in and whose it is, or null where nothing does.</summary>
    public (string Proof, string Caller)? Admit(HttpContext context)
    {
        if (options.Value.ClientCa is not null && context.Connection.ClientCertificate is { } certificate)
            return ("certificate", $"certificate {certificate.Thumbprint}");
        if (HasKeys && KeyOf(context.Request.Headers.Authorization) is { } key && keys!.Find(key) is { } kept)
            return ("key", $"key {kept.Id}");
        return !AsksForProof && IsFromThisMachine(context) ? ("this machine", "this machine") : null;
    }

    private bool HasKeys => keys?.List().Count > 0;

    private static string? KeyOf(string? header) =>
        !AuthenticationHeaderValue.TryParse(header, out var sent) || sent.Parameter is not { } given ? null
        : sent.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) ? given
        : sent.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) ? PasswordOf(given)
        : null;

    private static string? PasswordOf(string basic)
    {
        var bytes = new byte[basic.Length];
        if (!Convert.TryFromBase64String(basic, bytes, out var length))
            return null;
        var pair = System.Text.Encoding.UTF8.GetString(bytes, 0, length);
        return pair[(pair.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }

    // A proxy on this machine speaks for others; what it forwards comes from anywhere.
    private static bool IsFromThisMachine(HttpContext context) =>
        IsLoopback(context.Connection.LocalIpAddress) && IsLoopback(context.Connection.RemoteIpAddress) && !ProxyHeaders.Any(context.Request.Headers.ContainsKey);

    // A Unix socket has no address.
    private static bool IsLoopback(IPAddress? address) => address is null || IPAddress.IsLoopback(address);
}

using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;

namespace IdClip.ServiceDefaults.Access;

/// <summary>Refuses to listen beyond this machine where nobody is asked for a key or a certificate.</summary>
internal sealed class EndpointRules(AccessRules rules, IOptions<AccessOptions> access) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        // Called for each endpoint, wherever it is configured, before it is bound.
        kestrel.ConfigureEndpointDefaults(Check);
        if (access.Value.ClientCa is not { } file)
            return;
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(file);
        kestrel.ConfigureHttpsDefaults(https =>
        {
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = (certificate, _, _) => IsIssuedBy(authorities, certificate);
        });
    }

    private void Check(ListenOptions endpoint)
    {
        if (endpoint.IPEndPoint is { } place && !IPAddress.IsLoopback(place.Address) && !rules.AsksForProof)
            throw new InvalidOperationException(
                $"This host would listen on {place}, which other machines can reach, without asking anybody for a key. " +
                $"Add a key (idclip keys add NAME --archive {access.Value.Archive ?? "DIR"}), or name the authority of client certificates ({AccessOptions.Section}__ClientCa), or listen on 127.0.0.1.");
    }

    private static bool IsIssuedBy(X509Certificate2Collection authorities, X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new("1.3.6.1.5.5.7.3.2"));
        return chain.Build(certificate);
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;
using IdClip.Tests;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Services.Tests;

public sealed class ClientCertificateTests
{
    private static readonly DateTimeOffset From = DateTimeOffset.UtcNow.AddDays(-1);
    private static readonly DateTimeOffset To = DateTimeOffset.UtcNow.AddDays(7);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_with_an_authority_lets_its_certificates_in_and_no_others()
    {
        var folder = TestFolders.NewTemporary();
        using var authority = NewAuthority("ours");
        using var stranger = NewAuthority("theirs");
        using var server = Issue(authority, "localhost", "1.3.6.1.5.5.7.3.1");
        var (ca, pem, key) = (Path.Combine(folder, "ca.pem"), Path.Combine(folder, "server.pem"), Path.Combine(folder, "server.key"));
        await File.WriteAllTextAsync(ca, authority.ExportCertificatePem(), Ct);
        await File.WriteAllTextAsync(pem, server.ExportCertificatePem(), Ct);
        await File.WriteAllTextAsync(key, server.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem(), Ct);

        using (var host = await ServiceProcess.StartAsync("Archive", ("IdClip__Archive", Path.Combine(folder, "archive")), ("IdClip__ClientCa", ca),
            ("Kestrel__Endpoints__grpc__Url", "https://0.0.0.0:0"), ("Kestrel__Certificates__Default__Path", pem), ("Kestrel__Certificates__Default__KeyPath", key)))
        {
            using var ours = Issue(authority, "client", "1.3.6.1.5.5.7.3.2");
            using var theirs = Issue(stranger, "client", "1.3.6.1.5.5.7.3.2");

            Assert.Equal(StatusCode.OK, await CallAsync(host.Address.Grpc, authority, ours));
            Assert.NotEqual(StatusCode.OK, await CallAsync(host.Address.Grpc, authority, theirs));
            Assert.NotEqual(StatusCode.OK, await CallAsync(host.Address.Grpc, authority, null));
            // A certificate for servers is none for clients.
            Assert.NotEqual(StatusCode.OK, await CallAsync(host.Address.Grpc, authority, server));
        }
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<StatusCode> CallAsync(Uri address, X509Certificate2 authority, X509Certificate2? client)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(authority);
        handler.SslOptions.ClientCertificates = client is null ? [] : [client];
        using var channel = GrpcChannel.ForAddress(new UriBuilder(address) { Host = "localhost" }.Uri, new() { HttpHandler = handler, DisposeHttpClient = true });
        try
        {
            await new Contract.Archive.ArchiveClient(channel).SummaryAsync(new(), cancellationToken: Ct);
            return StatusCode.OK;
        }
        catch (RpcException failure)
        {
            return failure.StatusCode;
        }
    }

    private static X509Certificate2 NewAuthority(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(From, To);
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, string name, string use)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new(use)], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(authority, From, To.AddHours(-1), RandomNumberGenerator.GetBytes(8));
        return X509CertificateLoader.LoadPkcs12(issued.CopyWithPrivateKey(key).Export(X509ContentType.Pkcs12), null);
    }
}

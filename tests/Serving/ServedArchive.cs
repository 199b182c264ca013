using IdClip.Composition;
using IdClip.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace IdClip.Tests;

/// <summary>An archive in a temporary folder, served on free loopback ports by the host that <c>idclip serve</c> runs.</summary>
internal sealed class ServedArchive : IAsyncDisposable
{
    private readonly string _folder;
    private readonly WebApplication _host;

    private ServedArchive(string folder, LocalArchive archive, WebApplication host)
    {
        (_folder, Archive, _host) = (folder, archive, host);
        var addresses = host.Urls.ToArray();
        (Web, Grpc) = (new(addresses[0]), new(addresses[^1]));
    }

    /// <summary>The archive behind the host.</summary>
    public LocalArchive Archive { get; }

    /// <summary>Address of the web page.</summary>
    public Uri Web { get; }

    /// <summary>Address of the gRPC services.</summary>
    public Uri Grpc { get; }

    /// <summary>Starts a host over an archive that <paramref name="fill"/> puts something into.</summary>
    public static async Task<ServedArchive> StartAsync(Func<LocalArchive, Task>? fill = null)
    {
        var folder = TestFolders.NewTemporary();
        var archive = await LocalArchive.OpenAsync(folder, CancellationToken.None);
        if (fill is not null)
            await fill(archive);
        var host = ServeHost.Build(new ServeOptions(Port: 0, Reflection: true), services => services
            .AddSingleton(archive.Catalogue)
            .AddSingleton(archive.Gallery)
            .AddSingleton(archive.Indexes)
            .AddSingleton(archive.Searcher)
            .AddSingleton(archive.PhotoEncoder)
            .AddSingleton(archive.Encoder));
        await host.StartAsync();
        return new(folder, archive, host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        await _host.DisposeAsync();
        await Archive.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

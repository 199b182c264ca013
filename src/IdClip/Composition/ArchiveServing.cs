using IdClip.Commands;
using IdClip.Serving;
using IdClip.Terminal;

namespace IdClip.Composition;

/// <summary>Serves an open archive until it is told to stop.</summary>
internal static class ArchiveServing
{
    /// <summary>Runs the web page and the gRPC services; says on standard output where they are.</summary>
    /// <exception cref="InputException">The port is taken.</exception>
    public static async Task RunAsync(LocalArchive archive, ServeOptions options, CancellationToken ct)
    {
        await using var host = ServeHost.Build(options, services => services
            .AddSingleton(archive.Catalogue)
            .AddSingleton(archive.Gallery)
            .AddSingleton(archive.Indexes)
            .AddSingleton(archive.Searcher)
            .AddSingleton(archive.PhotoEncoder)
            .AddSingleton(archive.Encoder));
        try
        {
            await host.StartAsync(ct);
        }
        catch (IOException error)
        {
            throw new InputException($"Port {options.Port} or {options.GrpcPort} can't be opened: {error.Message} Choose another with --port.");
        }
        var addresses = host.Urls.ToArray();
        Screen.Line($"search page: {addresses[0]}");
        Screen.Line($"gRPC:        {addresses[^1]}");
        Screen.Line("Ctrl-C ends it.");
        await host.WaitForShutdownAsync(ct);
    }
}

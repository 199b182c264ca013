using System.CommandLine;
using IdClip.Composition;

namespace IdClip.Commands;

/// <summary><c>idclip serve</c>.</summary>
internal sealed class ServeCommand : Command
{
    private readonly PortOption port = new("Port of the web page on 127.0.0.1; gRPC takes the next one");

    private readonly Option<bool> reflection = new("--reflection") { Description = "Let gRPC clients such as grpcurl ask for the services' descriptions" };
    private readonly ArchiveOption archive;

    public ServeCommand(ArchiveOption archive) : base("serve", "Serve the search page and the gRPC services to this machine.")
    {
        this.archive = archive;
        Add(port);
        Add(reflection);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        await using var opened = await LocalArchive.OpenForQueriesAsync(archive.FolderOf(command), ct);
        await using var host = await ArchiveServing.StartAsync(opened, new(command.GetValue(port), command.GetValue(reflection)), ct);
        await ArchiveServing.WaitAsync(host, ct);
        return ExitCode.Done;
    }
}

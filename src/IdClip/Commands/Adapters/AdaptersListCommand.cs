using System.CommandLine;
using IdClip.Archive.Adapters;
using IdClip.Composition;
using IdClip.Grpc.Clients;
using IdClip.Models.Adapters;
using IdClip.Terminal;
using Spectre.Console;

namespace IdClip.Commands.Adapters;

/// <summary><c>idclip adapters list</c>.</summary>
internal sealed class AdaptersListCommand : Command
{
    private readonly ArchiveOption archive;
    private readonly ServerOption server;

    public AdaptersListCommand(ArchiveOption archive, ServerOption server) : base("list", "List adapters, and say which one the archive uses.")
    {
        (this.archive, this.server) = (archive, server.For(this));
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var (stored, used, place) = await FindAsync(command, ct);
        if (stored.Count == 0)
            Screen.Note("There are no adapters yet. 'idclip train' makes one, 'idclip adapters add FOLDER' brings one.");
        else
            WriteTable(stored, used);
        foreach (var broken in stored.Where(adapter => adapter.Problem.Length > 0))
            Screen.Note($"{broken.Name}: {broken.Problem}");
        if (used.Active is { } active && !stored.Any(adapter => adapter.Identity == active.Identity))
            Screen.Note($"The archive's active adapter {active.Name} is not on {place}; searches do without it.");
        return ExitCode.Done;
    }

    private async Task<(IReadOnlyList<ListedAdapter> Stored, ArchiveAdapters Used, string Place)> FindAsync(ParseResult command, CancellationToken ct)
    {
        using var channel = server.Connect(command);
        return channel is null
            ? ([.. AdapterStore.Default().List().Select(ListedAdapter.Of)], await UsedAsync(archive.FolderOf(command), ct), "this machine")
            : (await RemoteAdapters.ListAsync(new(channel), ct), await new RemoteArchive(new(channel)).AdaptersAsync(ct), "the server");
    }

    private static void WriteTable(IReadOnlyList<ListedAdapter> stored, ArchiveAdapters used)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("name", "base model", "face model", "prompt", "trained on", "this archive");
        foreach (var adapter in stored)
            table.AddRow(
                new Text(adapter.Name), Known(adapter.Model), Known(adapter.FaceModel), Known(adapter.Prompt),
                Known(adapter.CreatedAt is { } created ? $"{adapter.Photos} photos of {adapter.People} people, {created:yyyy-MM-dd}" : ""),
                new Text(UseOf(adapter.Identity, used)));
        Screen.Output.Write(table);
    }

    private static Text Known(string text) => new(text.Length > 0 ? text : "?");

    private static string UseOf(string identity, ArchiveAdapters used) =>
        identity.Length == 0 ? "" : identity == used.Active?.Identity ? "active" : identity == used.Wanted?.Identity ? "wanted, not all photos are encoded" : "";

    private static async Task<ArchiveAdapters> UsedAsync(string folder, CancellationToken ct)
    {
        if (!ArchiveFolder.Exists(folder))
            return new(null, null);
        await using var catalogue = await LocalCatalogue.OpenAsync(folder, ct);
        return await new AdapterAlias(catalogue).ReadAsync(ct);
    }
}

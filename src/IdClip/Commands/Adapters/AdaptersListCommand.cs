using System.CommandLine;
using IdClip.Archive.Adapters;
using IdClip.Composition;
using IdClip.Models.Adapters;
using IdClip.Terminal;
using Spectre.Console;

namespace IdClip.Commands.Adapters;

/// <summary><c>idclip adapters list</c>.</summary>
internal sealed class AdaptersListCommand : Command
{
    private readonly ArchiveOption archive;

    public AdaptersListCommand(ArchiveOption archive) : base("list", "List adapters, and say which one the archive uses.")
    {
        this.archive = archive;
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var used = await UsedAsync(archive.FolderOf(command), ct);
        var stored = AdapterStore.Default().List();
        if (stored.Count == 0)
            Screen.Note("There are no adapters yet. 'idclip train' makes one, 'idclip adapters add FOLDER' brings one.");
        else
            WriteTable(stored, used);
        foreach (var broken in stored.Where(adapter => adapter.Problem is not null))
            Screen.Note($"{broken.Name}: {broken.Problem}");
        if (used.Active is { } active && !stored.Any(adapter => adapter.Manifest?.WeightsSha256 == active.Identity))
            Screen.Note($"The archive's active adapter {active.Name} is not on this machine; searches do without it.");
        return ExitCode.Done;
    }

    private static void WriteTable(IReadOnlyList<StoredAdapter> stored, ArchiveAdapters used)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("name", "base model", "face model", "prompt", "trained on", "this archive");
        foreach (var adapter in stored)
            table.AddRow(
                new Text(adapter.Name), new Text(adapter.Manifest?.Model ?? "?"), new Text(adapter.Manifest?.FaceModel ?? "?"), new Text(adapter.Manifest?.Prompt ?? "?"),
                new Text(adapter.Manifest?.Origin is { } origin ? $"{origin.Photos} photos of {origin.People} people, {origin.CreatedAt:yyyy-MM-dd}" : "?"),
                new Text(UseOf(adapter.Manifest?.WeightsSha256, used)));
        Screen.Output.Write(table);
    }

    private static string UseOf(string? identity, ArchiveAdapters used) =>
        identity is null ? "" : identity == used.Active?.Identity ? "active" : identity == used.Wanted?.Identity ? "wanted, not all photos are encoded" : "";

    private static async Task<ArchiveAdapters> UsedAsync(string folder, CancellationToken ct)
    {
        if (!ArchiveFolder.Exists(folder))
            return new(null, null);
        await using var catalogue = await LocalCatalogue.OpenAsync(folder, ct);
        return await new AdapterAlias(catalogue).ReadAsync(ct);
    }
}

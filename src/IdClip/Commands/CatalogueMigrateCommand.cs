using System.CommandLine;
using IdClip.Archive.PostgreSql;
using IdClip.Composition;
using IdClip.Terminal;

namespace IdClip.Commands;

/// <summary><c>idclip catalogue migrate</c>.</summary>
internal sealed class CatalogueMigrateCommand : Command
{
    private readonly Option<string?> connection = new("--connection")
    {
        Description = "PostgreSQL connection string; its Search Path is the archive's schema [default: IDCLIP_CATALOGUE, else the archive's folder]",
        HelpName = "TEXT",
    };

    private readonly ArchiveOption archive;

    public CatalogueMigrateCommand(ArchiveOption archive) : base("migrate", "Make a catalogue's tables, or bring them to this version.")
    {
        this.archive = archive;
        Add(connection);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        if ((command.GetValue(connection) ?? LocalCatalogue.Connection) is { } server)
        {
            var migrations = await PostgreSqlCatalogue.MigrateAsync(server, ct);
            Screen.Line(migrations.Count == 0 ? "up to date" : $"migrated: {string.Join(", ", migrations)}");
            return ExitCode.Done;
        }
        // A folder's catalogue is migrated whenever it is opened.
        await using var catalogue = await Archive.Catalogue.Catalogue.OpenAsync(ArchiveFolder.Existing(archive.FolderOf(command)), ct);
        Screen.Line("up to date");
        return ExitCode.Done;
    }
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using IdClip.Archive.Albums;
using IdClip.Composition;
using IdClip.Grpc.Clients;
using IdClip.Terminal;

namespace IdClip.Commands.Albums;

/// <summary><c>idclip albums</c>.</summary>
internal sealed class AlbumsCommand : Command
{
    private readonly Option<bool> json = new("--json") { Description = "Albums as JSON: name, query, savedAt, missing" };
    private readonly ArchiveOption archive;
    private readonly ServerOption server;

    public AlbumsCommand(ArchiveOption archive, ServerOption server) : base("albums", "List the albums, searches that are kept under a name; save, rename, delete.")
    {
        (this.archive, this.server) = (archive, server.For(this));
        Add(json);
        Add(new AlbumsSaveCommand(archive, server));
        Add(new AlbumsRenameCommand(archive, server));
        Add(new AlbumsDeleteCommand(archive, server));
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var albums = await AlbumsAsync(command, ct);
        if (command.GetValue(json))
        {
            using var writer = new Utf8JsonWriter(Console.OpenStandardOutput(), new() { Indented = true });
            writer.WriteStartArray();
            foreach (var album in albums)
            {
                writer.WriteStartObject();
                writer.WriteString("name", album.Name);
                writer.WriteString("query", album.Search.Query);
                writer.WriteString("savedAt", album.SavedAt);
                writer.WriteString("missing", album.Missing);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            return ExitCode.Done;
        }
        if (albums.Count == 0)
            Screen.Note("There is no album yet. Keep a search: idclip albums save \"Summer\" 'a beach' --from 2024-06-01");
        foreach (var album in albums)
        {
            Screen.Line($"{album.Name}  {Describe(album.Search)}");
            if (album.Missing is { } missing)
                Screen.Line($"    {missing}");
        }
        return ExitCode.Done;
    }

    private static string Describe(AlbumSearch search) => string.Join(", ", new[]
    {
        search.Query,
        search.Example is null && search.ExampleAlbum is null ? "" : search is { ByScene: true, ByPeople: true } ? "like a photo" : search.ByScene ? "the scene of a photo" : "the people of a photo",
        search.Filter.From is { } from ? string.Create(CultureInfo.InvariantCulture, $"from {from:yyyy-MM-dd}") : "",
        search.Filter.To is { } to ? string.Create(CultureInfo.InvariantCulture, $"to {to:yyyy-MM-dd}") : "",
        search.Filter.Folder is null ? "" : "one folder",
        search.Filter.Kind is { } kind ? $"{Words.Of(kind)}s only" : "",
    }.Where(part => part.Length > 0));

    private async Task<IReadOnlyList<PhotoAlbum>> AlbumsAsync(ParseResult command, CancellationToken ct)
    {
        using var channel = server.Connect(command);
        if (channel is not null)
            return await new RemoteSearcher(new(channel)).AlbumsAsync(ct);
        await using var catalogue = await LocalCatalogue.OpenAsync(ArchiveFolder.Existing(archive.FolderOf(command)), ct);
        return await new PhotoAlbums(catalogue).ListAsync(ct);
    }
}

using System.CommandLine;
using System.Text.Json;
using IdClip.Archive.People;
using IdClip.Commands.People;
using IdClip.Composition;
using IdClip.Grpc.Clients;
using IdClip.Terminal;

namespace IdClip.Commands;

/// <summary><c>idclip people</c>.</summary>
internal sealed class PeopleCommand : Command
{
    private readonly Option<bool> json = new("--json") { Description = "People as JSON: name, photos, faces" };
    private readonly ArchiveOption archive;
    private readonly ServerOption server;

    public PeopleCommand(ArchiveOption archive, ServerOption server) : base("people", "List the people who can be asked for; rename, merge.")
    {
        (this.archive, this.server) = (archive, server.For(this));
        Add(json);
        Add(new PeopleRenameCommand(archive, server));
        Add(new PeopleMergeCommand(archive, server));
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var people = await PeopleAsync(command, ct);
        if (command.GetValue(json))
        {
            using var writer = new Utf8JsonWriter(Console.OpenStandardOutput(), new() { Indented = true });
            writer.WriteStartArray();
            foreach (var person in people)
            {
                writer.WriteStartObject();
                writer.WriteString("name", person.Name);
                writer.WriteNumber("photos", person.Photos);
                writer.WriteNumber("faces", person.Faces);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            return ExitCode.Done;
        }
        if (people.Count == 0)
            Screen.Note("Nobody is enrolled yet. Enrol a person with 2 to 5 photos: idclip enrol \"Name\" photo1.jpg photo2.jpg");
        foreach (var person in people)
            Screen.Line($"{person.Name}  ({person.Photos} photos{(person.Faces == 0 ? "" : $", {person.Faces} named faces")})");
        return ExitCode.Done;
    }

    private async Task<IReadOnlyList<(string Name, int Photos, int Faces)>> PeopleAsync(ParseResult command, CancellationToken ct)
    {
        using var channel = server.Connect(command);
        if (channel is not null)
            return await new RemoteArchive(new(channel)).PeopleAsync(ct);
        // No models and no index are needed for this.
        await using var catalogue = await LocalCatalogue.OpenAsync(ArchiveFolder.Existing(archive.FolderOf(command)), ct);
        return [.. (await new Gallery(catalogue).PeopleAsync(ct)).Select(person => (person.Name, person.EnrolmentPhotos, person.NamedFaces))];
    }
}

using System.CommandLine;
using System.Text.Json;
using IdClip.Archive.Catalogue;
using IdClip.Archive.People;
using IdClip.Composition;
using IdClip.Terminal;

namespace IdClip.Commands;

/// <summary><c>idclip people</c>.</summary>
internal sealed class PeopleCommand : Command
{
    private readonly Option<bool> json = new("--json") { Description = "People as JSON: name, photos" };
    private readonly ArchiveOption archive;

    public PeopleCommand(ArchiveOption archive) : base("people", "List the people who can be asked for.")
    {
        this.archive = archive;
        Add(json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        // No models and no index are needed for this.
        await using var catalogue = await Catalogue.OpenAsync(ArchiveFolder.Existing(archive.FolderOf(command)), ct);
        var people = await new Gallery(catalogue).PeopleAsync(ct);
        if (command.GetValue(json))
        {
            using var writer = new Utf8JsonWriter(Console.OpenStandardOutput(), new() { Indented = true });
            writer.WriteStartArray();
            foreach (var person in people)
            {
                writer.WriteStartObject();
                writer.WriteString("name", person.Name);
                writer.WriteNumber("photos", person.Embeddings.Count);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            return ExitCode.Done;
        }
        if (people.Count == 0)
            Screen.Note("Nobody is enrolled yet. Enrol a person with 2 to 5 photos: idclip enrol \"Name\" photo1.jpg photo2.jpg");
        foreach (var person in people)
            Screen.Line($"{person.Name}  ({person.Embeddings.Count} photos)");
        return ExitCode.Done;
    }
}

using System.CommandLine;
using IdClip.Composition;
using IdClip.Terminal;

namespace IdClip.Commands;

/// <summary><c>idclip enrol</c>.</summary>
internal sealed class EnrolCommand : Command
{
    private readonly Argument<string> name = new("NAME") { Description = "The person's name, as queries will write it" };
    private readonly Argument<string[]> photos = new("PHOTO")
    {
        Description = "2 to 5 photos with one clear face each",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> replace = new("--replace") { Description = "Replace the photos of a person who is enrolled already" };
    private readonly Option<bool> force = new("--force") { Description = "Enrol although a photo does not look like the others" };
    private readonly ArchiveOption archive;

    public EnrolCommand(ArchiveOption archive) : base("enrol", "Teach the archive a person from 2 to 5 photos.")
    {
        this.archive = archive;
        Aliases.Add("enroll");
        Add(name);
        Add(photos);
        Add(replace);
        Add(force);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var files = command.GetRequiredValue(photos);
        foreach (var file in files)
            if (!File.Exists(file))
                throw new InputException($"{file} does not exist.");
        await using var opened = await LocalArchive.OpenAsync(archive.FolderOf(command), ct);
        var report = await opened.Gallery.EnrolAsync(
            command.GetRequiredValue(name), [.. files.Select(Path.GetFullPath)], opened.PhotoEncoder,
            new() { Replace = command.GetValue(replace), Force = command.GetValue(force) }, ct);
        Screen.Line($"{report.Name} is enrolled with {report.Total} photos.");
        foreach (var photo in report.LeftOut)
            Screen.Note($"left out {photo.Photo}: {photo.Reason}");
        foreach (var note in report.Notes)
            Screen.Note(note);
        return ExitCode.Done;
    }
}

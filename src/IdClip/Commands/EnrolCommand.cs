using System.CommandLine;
using IdClip.Archive.People;
using IdClip.Composition;
using IdClip.Grpc.Clients;
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
    private readonly ServerOption server;

    public EnrolCommand(ArchiveOption archive, ServerOption server) : base("enrol", "Teach the archive a person from 2 to 5 photos.")
    {
        (this.archive, this.server) = (archive, server.For(this));
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
        var report = await EnrolAsync(command, [.. files.Select(Path.GetFullPath)], ct);
        Screen.Line($"{report.Name} is enrolled with {report.Total} photos.");
        foreach (var photo in report.LeftOut)
            Screen.Note($"left out {photo.Photo}: {photo.Reason}");
        foreach (var note in report.Notes)
            Screen.Note(note);
        return ExitCode.Done;
    }

    private async Task<EnrolmentReport> EnrolAsync(ParseResult command, string[] files, CancellationToken ct)
    {
        var options = new EnrolmentOptions { Replace = command.GetValue(replace), Force = command.GetValue(force) };
        using var channel = server.Connect(command);
        if (channel is not null)
            return await new RemoteArchive(new(channel)).EnrolAsync(command.GetRequiredValue(name), files, options, ct);
        await using var opened = await LocalArchive.OpenAsync(archive.FolderOf(command), ct);
        return await opened.Gallery.EnrolAsync(command.GetRequiredValue(name), files, opened.PhotoEncoder, options, ct);
    }
}

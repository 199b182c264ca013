using System.CommandLine;
using IdClip.Archive.People;
using IdClip.Composition;
using IdClip.Grpc.Clients;
using IdClip.Terminal;

namespace IdClip.Commands.People;

/// <summary><c>idclip people merge</c>.</summary>
internal sealed class PeopleMergeCommand : Command
{
    private readonly Argument<string> name = new("NAME") { Description = "The person whose name goes" };
    private readonly Argument<string> into = new("INTO") { Description = "The person whose name stays" };
    private readonly ArchiveOption archive;
    private readonly ServerOption server;

    public PeopleMergeCommand(ArchiveOption archive, ServerOption server) : base("merge", "Make two people one, with the enrolment photos and named faces of both.")
    {
        (this.archive, this.server) = (archive, server.For(this));
        foreach (var person in (Argument<string>[])[name, into])
        {
            person.CompletionSources.Add(context => NameCompletion.Whole(context, archive));
            Add(person);
        }
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var (from, to) = (command.GetRequiredValue(name), command.GetRequiredValue(into));
        using var channel = server.Connect(command);
        if (channel is not null)
            await new RemoteArchive(new(channel)).MergeAsync(from, to, ct);
        else
        {
            await using var catalogue = await LocalCatalogue.OpenAsync(ArchiveFolder.Existing(archive.FolderOf(command)), ct);
            await new Gallery(catalogue).MergeAsync(from, to, ct);
        }
        Screen.Line($"{from} and {to} are one person now, {to}.");
        return ExitCode.Done;
    }
}

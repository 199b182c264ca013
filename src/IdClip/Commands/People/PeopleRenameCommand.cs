using System.CommandLine;
using IdClip.Archive.People;
using IdClip.Composition;
using IdClip.Grpc.Clients;
using IdClip.Terminal;

namespace IdClip.Commands.People;

/// <summary><c>idclip people rename</c>.</summary>
internal sealed class PeopleRenameCommand : Command
{
    private readonly Argument<string> name = new("NAME") { Description = "The person's name as 'idclip people' lists it" };
    private readonly Argument<string> newName = new("NEW") { Description = "The name wanted" };
    private readonly ArchiveOption archive;
    private readonly ServerOption server;

    public PeopleRenameCommand(ArchiveOption archive, ServerOption server) : base("rename", "Give a person another name.")
    {
        (this.archive, this.server) = (archive, server.For(this));
        name.CompletionSources.Add(context => NameCompletion.Whole(context, archive));
        Add(name);
        Add(newName);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var (from, to) = (command.GetRequiredValue(name), command.GetRequiredValue(newName));
        using var channel = server.Connect(command);
        if (channel is not null)
            await new RemoteArchive(new(channel)).RenameAsync(from, to, ct);
        else
        {
            await using var catalogue = await LocalCatalogue.OpenAsync(ArchiveFolder.Existing(archive.FolderOf(command)), ct);
            await new Gallery(catalogue).RenameAsync(from, to, ct);
        }
        Screen.Line($"{from} is {to} now.");
        return ExitCode.Done;
    }
}

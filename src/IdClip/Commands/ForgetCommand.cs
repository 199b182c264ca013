using System.CommandLine;
using IdClip.Composition;
using IdClip.Grpc.Clients;
using IdClip.Terminal;

namespace IdClip.Commands;

/// <summary><c>idclip forget</c>.</summary>
internal sealed class ForgetCommand : Command
{
    private readonly Argument<string> name = new("NAME") { Description = "The person's name as 'idclip people' lists it" };
    private readonly Option<bool> yes = new("--yes", "-y") { Description = "Do not ask" };
    private readonly ArchiveOption archive;
    private readonly ServerOption server;

    public ForgetCommand(ArchiveOption archive, ServerOption server) : base("forget", "Delete a person: enrolment, face vectors, index entries; then prove it by a scan of all files.")
    {
        (this.archive, this.server) = (archive, server.For(this));
        name.CompletionSources.Add(context => NameCompletion.Whole(context, archive));
        Add(name);
        Add(yes);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var person = command.GetRequiredValue(name);
        using var channel = server.Connect(command);
        await using var opened = channel is null ? await LocalArchive.OpenExistingAsync(archive.FolderOf(command), ct) : null;
        if (!command.GetValue(yes) && !IsConfirmed(person))
            return ExitCode.BadInput;
        // Catching up takes the erased faces out of the index files and rewrites these.
        var report = opened is null
            ? await new RemoteArchive(new(channel!)).ForgetAsync(person, ct)
            : (await opened.Gallery.ForgetAsync(person, _ => opened.Indexes.CatchUpAsync(CancellationToken.None), ct: ct)).Also(opened.Indexes.BeyondRemoval);
        ForgetProof.Write(report);
        return report.IsProven ? ExitCode.Done : ExitCode.Failed;
    }

    private static bool IsConfirmed(string person)
    {
        if (!Screen.CanAsk)
            throw new InputException("This deletes for good, and nobody is there to be asked. Add --yes to go ahead.");
        Console.Error.Write($"Delete {person} and all face vectors recognised as {person} for good? [y/N] ");
        return Console.ReadLine() is { } answer && answer.Trim().StartsWith('y');
    }
}

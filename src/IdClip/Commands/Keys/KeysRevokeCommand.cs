using System.CommandLine;
using IdClip.Terminal;

namespace IdClip.Commands.Keys;

/// <summary><c>idclip keys revoke</c>.</summary>
internal sealed class KeysRevokeCommand : Command
{
    private readonly Argument<string> id = new("ID") { Description = "The key's id as 'idclip keys list' has it" };
    private readonly ArchiveOption archive;

    public KeysRevokeCommand(ArchiveOption archive) : base("revoke", "Make a key worthless at once, in running services too.")
    {
        this.archive = archive;
        Add(id);
        SetAction(Run);
    }

    private int Run(ParseResult command)
    {
        var keys = KeysCommand.KeysOf(command, archive);
        if (!keys.Revoke(command.GetRequiredValue(id)))
            throw new InputException($"There is no key {command.GetRequiredValue(id)}. 'idclip keys list' has the ids.");
        if (keys.List().Count == 0)
            Screen.Note("That was the last key: the archive's services serve this machine only from now on.");
        return ExitCode.Done;
    }
}

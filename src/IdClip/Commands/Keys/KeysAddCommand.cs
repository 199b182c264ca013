using System.CommandLine;
using IdClip.Terminal;

namespace IdClip.Commands.Keys;

/// <summary><c>idclip keys add</c>.</summary>
internal sealed class KeysAddCommand : Command
{
    private readonly Argument<string> name = new("NAME") { Description = "What the key is for, such as 'laptop of Mira'" };
    private readonly ArchiveOption archive;

    public KeysAddCommand(ArchiveOption archive) : base("add", "Make a key and show it, once. Others stay valid until they are revoked.")
    {
        this.archive = archive;
        Add(name);
        SetAction(Run);
    }

    private int Run(ParseResult command)
    {
        var (key, kept) = KeysCommand.KeysOf(command, archive).Add(command.GetRequiredValue(name));
        Screen.Line(key);
        Screen.Note($"Keep it: only its hash is stored. Running services know it from now on; 'idclip keys revoke {kept.Id}' ends it.");
        return ExitCode.Done;
    }
}

using System.CommandLine;
using System.Globalization;
using IdClip.Terminal;

namespace IdClip.Commands.Keys;

/// <summary><c>idclip keys list</c>.</summary>
internal sealed class KeysListCommand : Command
{
    private readonly ArchiveOption archive;

    public KeysListCommand(ArchiveOption archive) : base("list", "List keys: id, day, name.")
    {
        this.archive = archive;
        SetAction(Run);
    }

    private int Run(ParseResult command)
    {
        var keys = KeysCommand.KeysOf(command, archive).List();
        if (keys.Count == 0)
            Screen.Note("There are no keys: the archive's services serve this machine only.");
        foreach (var key in keys)
            Screen.Line(string.Create(CultureInfo.InvariantCulture, $"{key.Id}  {key.Created:yyyy-MM-dd}  {key.Name}"));
        return ExitCode.Done;
    }
}

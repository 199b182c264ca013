using System.CommandLine;
using IdClip.ServiceDefaults.Access;

namespace IdClip.Commands.Keys;

/// <summary><c>idclip keys</c>.</summary>
internal sealed class KeysCommand : Command
{
    public KeysCommand(ArchiveOption archive) : base("keys", "Keys that open an archive's services to programs and browsers, of other machines too.")
    {
        Add(new KeysAddCommand(archive));
        Add(new KeysListCommand(archive));
        Add(new KeysRevokeCommand(archive));
    }

    /// <summary>The keys of the archive that the command line asks for.</summary>
    internal static ApiKeys KeysOf(ParseResult command, ArchiveOption archive) => new(ApiKeys.FileIn(archive.FolderOf(command)));
}

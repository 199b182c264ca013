using System.CommandLine;
using IdClip.Composition;

namespace IdClip.Commands;

/// <summary>The option of every command that says which archive it is about.</summary>
internal sealed class ArchiveOption : Option<string?>
{
    /// <summary>Creates the option; it goes to the root command and applies to all below.</summary>
    public ArchiveOption() : base("--archive")
    {
        Description = "Folder of the archive's catalogue and index [default: IDCLIP_ARCHIVE or the user's archive]";
        HelpName = "DIR";
        Recursive = true;
    }

    /// <summary>Absolute path of the archive that the command line asks for.</summary>
    public string FolderOf(ParseResult command) => ArchiveFolder.Resolve(command.GetValue(this));

    /// <summary>Absolute path of the archive that the command line names, or null where it names none.</summary>
    public string? GivenFolderOf(ParseResult command) => command.GetValue(this) is { } folder ? ArchiveFolder.Resolve(folder) : null;
}

using System.CommandLine;

namespace IdClip.Commands.Names;

/// <summary><c>idclip names</c>.</summary>
internal sealed class NamesCommand : Command
{
    public NamesCommand(ArchiveOption archive) : base("names", "Share people's names with digiKam, Lightroom and others through the photos' XMP.")
    {
        Add(new NamesExportCommand(archive));
        Add(new NamesImportCommand(archive));
    }
}

using System.CommandLine;

namespace IdClip.Commands.Faces;

/// <summary><c>idclip faces</c>.</summary>
internal sealed class FacesCommand : Command
{
    public FacesCommand(ArchiveOption archive, ServerOption server) : base("faces", "Faces without a name: which belong together, and who they are.")
    {
        Add(new FacesUnknownCommand(archive, server));
        Add(new FacesNameCommand(archive, server));
    }
}

using System.CommandLine;

namespace IdClip.Commands.Adapters;

/// <summary><c>idclip adapters</c>.</summary>
internal sealed class AdaptersCommand : Command
{
    public AdaptersCommand(ArchiveOption archive, ServerOption server) : base("adapters", "Trained adapters: which there are, and which one an archive's searches use.")
    {
        Add(new AdaptersListCommand(archive, server));
        Add(new AdaptersAddCommand());
        Add(new AdaptersActivateCommand(archive, server));
        Add(new AdaptersDeactivateCommand(archive, server));
    }
}

using System.CommandLine;

namespace IdClip.Commands.Adapters;

/// <summary><c>idclip adapters</c>.</summary>
internal sealed class AdaptersCommand : Command
{
    public AdaptersCommand(ArchiveOption archive) : base("adapters", "Trained adapters: which there are, and which one an archive's searches use.")
    {
        Add(new AdaptersListCommand(archive));
        Add(new AdaptersAddCommand());
        Add(new AdaptersActivateCommand(archive));
        Add(new AdaptersDeactivateCommand(archive));
    }
}

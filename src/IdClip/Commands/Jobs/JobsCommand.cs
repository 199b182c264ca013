using System.CommandLine;

namespace IdClip.Commands.Jobs;

/// <summary><c>idclip jobs</c>.</summary>
internal sealed class JobsCommand : Command
{
    public JobsCommand(ArchiveOption archive) : base("jobs", "Work that an archive's servers gave up on.")
    {
        Add(new JobsFailedCommand(archive));
        Add(new JobsRetryCommand(archive));
        Add(new JobsDropCommand(archive));
    }
}

using System.CommandLine;

namespace IdClip.Commands.Jobs;

/// <summary><c>idclip jobs</c>.</summary>
internal sealed class JobsCommand : Command
{
    public JobsCommand(ArchiveOption archive, ServerOption server) : base("jobs", "What an archive's servers work at, and what they gave up on.")
    {
        Add(new JobsListCommand(archive, server));
        Add(new JobsFailedCommand(archive));
        Add(new JobsRetryCommand(archive));
        Add(new JobsDropCommand(archive));
    }
}

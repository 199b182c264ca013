namespace IdClip.Commands;

/// <summary>What a command's end means to a script.</summary>
internal static class ExitCode
{
    /// <summary>All was done.</summary>
    public const int Done = 0;

    /// <summary>The work failed, wholly or (with <c>--strict</c>) in part.</summary>
    public const int Failed = 1;

    /// <summary>The command line, the query or a given file is wrong.</summary>
    public const int BadInput = 2;

    /// <summary>Ctrl-C; 128 + SIGINT, as shells have it.</summary>
    public const int Cancelled = 130;
}

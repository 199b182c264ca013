using Microsoft.Data.Sqlite;

namespace IdClip.Archive;

/// <summary>Tells whether a failure is a disk without space.</summary>
public static class FullDisk
{
    private const int SqliteFull = 13;
    private const int NoSpaceOnUnix = 28;
    private const int NoSpaceOnWindows = unchecked((int)0x80070070);

    /// <summary>What to do about it.</summary>
    public const string Advice = "There is no space left on the disk of the archive. Free some and do it again: what was acknowledged is kept.";

    /// <summary>Whether the exception or one of its causes is a full disk.</summary>
    public static bool IsCauseOf(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
            if (cause is SqliteException { SqliteErrorCode: SqliteFull } or IOException { HResult: NoSpaceOnUnix or NoSpaceOnWindows })
                return true;
        return false;
    }
}

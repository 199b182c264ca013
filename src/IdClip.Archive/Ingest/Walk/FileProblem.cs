namespace IdClip.Archive.Ingest.Walk;

/// <summary>Says in a sentence why a file could not be read.</summary>
internal static class FileProblem
{
    public const string ChangedMeanwhile = "The file changed while it was read. Index again.";

    public static string Of(Exception exception) => exception switch
    {
        UnauthorizedAccessException => "The file may not be read by this user. Give read permission and index again.",
        FileNotFoundException or DirectoryNotFoundException => "The file vanished while it was indexed.",
        _ => $"The file could not be read: {exception.Message}",
    };
}

namespace IdClip.Archive.Ingest.Walk;

/// <summary>Absolute paths of folders and what lies in them.</summary>
internal static class FolderPath
{
    /// <summary>Whether a path is a folder or lies below it.</summary>
    public static bool IsBelow(string path, string folder) =>
        path == folder || path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}

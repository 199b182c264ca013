namespace IdClip.Search.Index;

/// <summary>An index file cannot be used: damaged, of another dimension, or of another format. The vectors live in the catalogue, so the remedy is to delete the file and rebuild it.</summary>
public sealed class IndexFileException : IOException
{
    /// <summary>Says what is wrong with which file, and that it can be rebuilt.</summary>
    /// <param name="path">The index file.</param>
    /// <param name="reason">What is wrong, as a clause: "it ends at byte 10 of 4096".</param>
    /// <param name="inner">The cause, where there is one.</param>
    public IndexFileException(string path, string reason, Exception? inner = null)
        : base($"The index file {path} cannot be used: {reason}. Delete it and rebuild it from the catalogue.", inner) => Path = path;

    /// <summary>The index file.</summary>
    public string Path { get; }
}

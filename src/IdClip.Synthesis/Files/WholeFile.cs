namespace IdClip.Synthesis.Files;

/// <summary>Writes files that are there whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes to a temporary name in <paramref name="scratch"/> (same file system), flushes, renames.</summary>
    public static void Write(string path, string scratch, ReadOnlySpan<byte> bytes)
    {
        var temporary = Path.Combine(scratch, Guid.NewGuid().ToString("N"));
        using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>As <see cref="Write(string, string, ReadOnlySpan{byte})"/>, for contents that are not held in memory.</summary>
    public static void Write(string path, string scratch, Action<Stream> write)
    {
        var temporary = Path.Combine(scratch, Guid.NewGuid().ToString("N"));
        using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
        {
            write(file);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace IdClip.Search.Index;

/// <summary>Takes disk space for a file's end before a view reaches it: where a hole can't be filled any more, a view on some file systems ends the process.</summary>
internal static partial class FileSpace
{
    private const int NoSpace = 28;

    /// <summary>Lengthens a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="length">Its new length in bytes, above the one it has.</param>
    /// <param name="path">Its path, for the error.</param>
    /// <exception cref="IOException">The disk is full; the file is as long as before.</exception>
    public static void Lengthen(SafeFileHandle file, long length, string path)
    {
        var before = RandomAccess.GetLength(file);
        RandomAccess.SetLength(file, length);
        // Elsewhere a longer file has its space at once, or has no such call.
        if (!OperatingSystem.IsLinux() || Allocate(file, before, length - before) != NoSpace)
            return;
        RandomAccess.SetLength(file, before);
        throw new IOException($"No space left on device : '{path}'", NoSpace);
    }

    [LibraryImport("libc", EntryPoint = "posix_fallocate64")]
    private static partial int Allocate(SafeFileHandle file, long offset, long length);
}

using System.Runtime.InteropServices;

namespace IdClip.Search.Index;

/// <summary>Makes a creation or a rename durable: on Unix the entry lives in the directory, which has to be synced itself.</summary>
internal static partial class DirectorySync
{
    public static void Flush(string directory)
    {
        // NTFS journals its directory entries; .NET cannot open a directory, hence libc.
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(directory, 0);
        if (descriptor < 0)
            throw new IOException($"Cannot open the folder {directory} to make a new file in it durable (errno {Marshal.GetLastPInvokeError()}).");
        try
        {
            if (Sync(descriptor) != 0)
                throw new IOException($"Cannot sync the folder {directory} (errno {Marshal.GetLastPInvokeError()}).");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}

using System.Globalization;

namespace IdClip.Archive.Storage;

/// <summary>One process at a time: a lock that the operating system releases when its holder dies, however it dies.</summary>
internal sealed class ArchiveLock : IDisposable
{
    private readonly FileStream stream;

    private ArchiveLock(FileStream stream) => this.stream = stream;

    /// <summary>The lock of those who need the archive for themselves.</summary>
    public const string OfArchive = "archive.lock";

    /// <summary>The lock of runs that encode photos for an adapter; photos may be indexed and people forgotten meanwhile.</summary>
    public const string OfAdapters = "adapter.lock";

    /// <summary>The lock of runs that encode photos to try an adapter.</summary>
    public const string OfTrials = "trial.lock";

    /// <summary>The lock of the process that sends what is in the outbox.</summary>
    public const string OfOutbox = "outbox.lock";

    /// <summary>Takes the lock or says who has it.</summary>
    /// <exception cref="ArchiveBusyException">Another process, or this one, holds it.</exception>
    public static ArchiveLock Take(string folder, string name = OfArchive)
    {
        var path = Path.Combine(folder, name);
        // The locked file cannot be read by others, so its holder's name stands in a second one.
        var holder = path + ".holder";
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new ArchiveBusyException(
                $"The archive {folder} is being changed by {HolderIn(holder)}. Wait until it has finished, or stop it, and try again.");
        }
        File.WriteAllText(holder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new(stream);
    }

    public void Dispose() => stream.Dispose();

    private static string HolderIn(string path)
    {
        try
        {
            return int.TryParse(File.ReadAllText(path), CultureInfo.InvariantCulture, out var id) && id == Environment.ProcessId
                ? "another task of this process"
                : $"process {id}";
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}

using System.Security.Cryptography;

namespace IdClip.Xmp.Files;

/// <summary>A file as it will be: new, or with some of its bytes replaced. It is written whole under a hidden name and then takes the old one's place.</summary>
public sealed class PendingFile : IDisposable
{
    private readonly long from;
    private readonly long to;
    private readonly byte[] bytes;
    private readonly bool keepsTime;
    private bool isStaged;

    internal PendingFile(string path, byte[] bytes, bool keepsTime) : this(path, 0, long.MaxValue, bytes, keepsTime)
    {
    }

    internal PendingFile(string path, long from, long to, byte[] bytes, bool keepsTime) =>
        (Path, this.from, this.to, this.bytes, this.keepsTime) = (path, from, to, bytes, keepsTime);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>SHA-256 of the file before; empty until it is staged, or where there was none.</summary>
    public byte[] FormerSha256 { get; private set; } = [];

    /// <summary>SHA-256 of the file as it will be; empty until it is staged.</summary>
    public byte[] Sha256 { get; private set; } = [];

    /// <summary>Bytes of the file as it will be; 0 until it is staged.</summary>
    public long Size { get; private set; }

    /// <summary>The hidden name beside a file under which its new content waits.</summary>
    public static string StagedPath(string path) => System.IO.Path.Join(System.IO.Path.GetDirectoryName(path), $".{System.IO.Path.GetFileName(path)}.idclip-new");

    internal void Stage()
    {
        try
        {
            using (var old = Target() is { Exists: true } file ? file.OpenRead() : Stream.Null)
            using (var staged = new FileStream(StagedPath(Real()), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            {
                isStaged = true;
                CopyTo(staged, old, from);
                staged.Write(bytes);
                if (to < old.Length)
                {
                    old.Position = to;
                    old.CopyTo(staged);
                }
                staged.Flush(flushToDisk: true);
                (Size, staged.Position, old.Position) = (staged.Length, 0, 0);
                Sha256 = SHA256.HashData(staged);
                FormerSha256 = old.Length == 0 ? [] : SHA256.HashData(old);
            }
            if (Target() is { Exists: true } former)
            {
                var staged = new FileInfo(StagedPath(Real()));
                if (!OperatingSystem.IsWindows())
                    staged.UnixFileMode = former.UnixFileMode;
                if (keepsTime)
                    staged.LastWriteTimeUtc = former.LastWriteTimeUtc;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PhotoXmpException(Path, $"It can't be written: {e.Message}", e);
        }
    }

    /// <summary>Whether new content waits beside a file.</summary>
    public static bool IsStaged(string path) => File.Exists(StagedPath(new PendingFile(path, [], keepsTime: true).Real()));

    /// <summary>Puts a file in its place that was staged by a process that died, if it is the one expected.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sha256">SHA-256 that the file has to have.</param>
    /// <exception cref="PhotoXmpException">The file can't be replaced.</exception>
    public static void Finish(string path, byte[] sha256)
    {
        var file = new PendingFile(path, [], keepsTime: true);
        try
        {
            if (!IsStaged(path))
                return;
            bool isExpected;
            using (var staged = File.OpenRead(StagedPath(file.Real())))
                isExpected = SHA256.HashData(staged).AsSpan().SequenceEqual(sha256);
            if (isExpected)
                file.Publish();
            else
                File.Delete(StagedPath(file.Real()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PhotoXmpException(path, $"A change that was interrupted can't be finished: {e.Message}", e);
        }
    }

    internal void Publish()
    {
        try
        {
            // From here on the staged file is what counts, also where the replacing fails: Finish does it later.
            isStaged = false;
            File.Move(StagedPath(Real()), Real(), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PhotoXmpException(Path, $"It can't be replaced: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isStaged)
            File.Delete(StagedPath(Real()));
        isStaged = false;
    }

    private FileInfo Target() => new(Real());

    // A link stays a link: what it leads to is replaced.
    private string Real() => File.Exists(Path) ? File.ResolveLinkTarget(Path, returnFinalTarget: true)?.FullName ?? Path : Path;

    private static void CopyTo(Stream target, Stream source, long count)
    {
        var buffer = new byte[1 << 16];
        for (var left = count; left > 0;)
        {
            var read = source.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (read == 0)
                throw new EndOfStreamException("The file became shorter meanwhile.");
            target.Write(buffer, 0, read);
            left -= read;
        }
    }
}

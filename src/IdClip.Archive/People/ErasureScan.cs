using System.Buffers.Binary;
using System.Text;

namespace IdClip.Archive.People;

/// <summary>Searches every file of a folder, and other sources, for the bytes of a name and of vectors.</summary>
/// <remarks>
/// Vectors are searched for by every 64 bytes of them, so that a piece left on a half-overwritten page is found as well: the first 8 bytes
/// of each piece are looked up at every offset of every file.
/// </remarks>
internal sealed class ErasureScan
{
    private const int Piece = 64, Block = 1 << 20;

    /// <summary>Shorter names turn up in any few megabytes of numbers by chance.</summary>
    private const int LeastNameBytes = 5;

    private readonly List<byte[]> names = [];
    private readonly Dictionary<ulong, List<byte[]>> pieces = [];
    private readonly ulong[] filter = new ulong[1 << 14];

    private ErasureScan(string name, IEnumerable<byte[]> vectors)
    {
        foreach (var text in new[] { name, PersonName.KeyOf(name) }.Distinct())
            foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode })
                if (encoding.GetBytes(text) is { Length: >= LeastNameBytes } bytes)
                    names.Add(bytes);
        foreach (var piece in vectors.SelectMany(v => v.Chunk(Piece)).Where(p => p.Length == Piece && p.AsSpan().ContainsAnyExcept((byte)0)))
        {
            var head = BinaryPrimitives.ReadUInt64LittleEndian(piece);
            (pieces.TryGetValue(head, out var same) ? same : pieces[head] = []).Add(piece);
            var bit = Bucket(head);
            filter[bit >> 6] |= 1UL << (int)(bit & 63);
        }
    }

    /// <summary>Reads all files below a folder, then the sources.</summary>
    public static (int Files, long Bytes, IReadOnlyList<string> Remnants) Run(
        string folder, IEnumerable<ScanSource> sources, string name, IReadOnlyList<byte[]> vectors)
    {
        var scan = new ErasureScan(name, vectors);
        var (files, bytes) = (0, 0L);
        var remnants = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Order(StringComparer.Ordinal))
        {
            files++;
            var (read, found) = scan.Search(file);
            bytes += read;
            if (found || Path.GetRelativePath(folder, file).Contains(name, StringComparison.OrdinalIgnoreCase))
                remnants.Add(file);
        }
        foreach (var source in sources)
        {
            files++;
            using var stream = source.Open();
            var (read, found) = scan.Search(stream);
            bytes += read;
            if (found)
                remnants.Add(source.Name);
        }
        return (files, bytes, remnants);
    }

    private (long Bytes, bool Found) Search(string file)
    {
        try
        {
            // The archive's own lock is held by this process, and an empty file besides.
            if (new FileInfo(file).Length == 0)
                return (0, false);
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return Search(stream);
        }
        catch (FileNotFoundException)
        {
            return (0, false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (0, true);
        }
    }

    private (long Bytes, bool Found) Search(Stream stream)
    {
        var overlap = Math.Max(Piece, names.Select(n => n.Length).DefaultIfEmpty(0).Max()) - 1;
        var buffer = new byte[overlap + Block];
        var (kept, total) = (0, 0L);
        while (stream.Read(buffer, kept, buffer.Length - kept) is > 0 and var read)
        {
            total += read;
            if (IsIn(buffer.AsSpan(0, kept + read)))
                return (total, true);
            var next = Math.Min(overlap, kept + read);
            buffer.AsSpan(kept + read - next, next).CopyTo(buffer);
            kept = next;
        }
        return (total, false);
    }

    private bool IsIn(ReadOnlySpan<byte> bytes)
    {
        foreach (var name in names)
            if (bytes.IndexOf(name) >= 0)
                return true;
        for (var i = 0; i + Piece <= bytes.Length; i++)
        {
            var head = BinaryPrimitives.ReadUInt64LittleEndian(bytes[i..]);
            var bit = Bucket(head);
            if ((filter[bit >> 6] >> (int)(bit & 63) & 1) == 0 || !pieces.TryGetValue(head, out var candidates))
                continue;
            foreach (var piece in candidates)
                if (bytes.Slice(i, Piece).SequenceEqual(piece))
                    return true;
        }
        return false;
    }

    private static uint Bucket(ulong head) => (uint)(head * 0x9E3779B97F4A7C15UL >> 44);
}

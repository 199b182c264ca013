using System.Text.Json;

namespace IdClip.Synthesis.Files;

/// <summary>A file that only grows, one JSON value a line. What <see cref="Append"/> returned from survives the process; a line that was being written when it died is cut off at the next opening. Thread-safe.</summary>
internal sealed class Journal<T> : IDisposable
    where T : class
{
    private readonly Lock gate = new();
    private readonly FileStream file;
    private readonly bool durable;

    /// <summary>Opens or makes a journal.</summary>
    /// <param name="path">The file.</param>
    /// <param name="durable">True to have each line on the disk before <see cref="Append"/> returns, so that it survives a power cut too.</param>
    public Journal(string path, bool durable)
    {
        this.durable = durable;
        file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 1 << 16);
        Entries = ReadEntries();
    }

    /// <summary>What was there when the journal was opened.</summary>
    public IReadOnlyList<T> Entries { get; private set; }

    /// <summary>Lets go of <see cref="Entries"/>.</summary>
    public void ForgetEntries() => Entries = [];

    public void Append(T entry)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(entry, Json.Line);
        lock (gate)
        {
            file.Write(line);
            file.WriteByte((byte)'\n');
            file.Flush(durable);
        }
    }

    public void Dispose() => file.Dispose();

    private List<T> ReadEntries()
    {
        List<T> entries = [];
        long good = 0;
        var buffer = new List<byte>();
        for (int next; (next = file.ReadByte()) >= 0;)
        {
            if (next != '\n')
            {
                buffer.Add((byte)next);
                continue;
            }

            if (Parse(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(buffer)) is not { } entry)
                break;
            entries.Add(entry);
            good = file.Position;
            buffer.Clear();
        }

        // Whatever follows a bad line is done again, which gives the same.
        file.SetLength(good);
        file.Position = good;
        return entries;
    }

    private static T? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, Json.Line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

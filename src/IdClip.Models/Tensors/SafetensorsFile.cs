using System.IO.MemoryMappedFiles;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using IdClip.Models.Store;

namespace IdClip.Models.Tensors;

/// <summary>A memory-mapped safetensors file. Its header is checked whole before any tensor is read, so a damaged file can't be read out of bounds.</summary>
public sealed class SafetensorsFile : IDisposable
{
    private readonly MemoryMappedFile map;
    private readonly MemoryMappedViewAccessor view;
    private readonly SafetensorsHeader header;

    private SafetensorsFile(string path, SafetensorsHeader header, MemoryMappedFile map)
    {
        Path = path;
        this.header = header;
        this.map = map;
        view = map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Every tensor by its name.</summary>
    public IReadOnlyDictionary<string, TensorEntry> Tensors => header.Tensors;

    /// <summary>The free text that the writer of the file attached.</summary>
    public IReadOnlyDictionary<string, string> Metadata => header.Metadata;

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="ModelException">The file is missing or is not a sound safetensors file.</exception>
    public static SafetensorsFile Open(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            var header = SafetensorsHeader.Read(stream, path);
            var map = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            return new SafetensorsFile(path, header, map);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>A tensor's entry.</summary>
    /// <exception cref="ModelException">The file holds no such tensor.</exception>
    public TensorEntry Entry(string name) => header.Tensors.TryGetValue(name, out var entry)
        ? entry
        : throw new ModelException($"{Path} holds no tensor '{name}'");

    /// <summary>A tensor as floats; half precision is widened.</summary>
    /// <exception cref="ModelException">The tensor is missing or not of a float type.</exception>
    public float[] ReadFloats(string name)
    {
        var entry = Entry(name);
        var bytes = ReadBytes(name);
        switch (entry.Type)
        {
            case TensorType.F32:
                return MemoryMarshal.Cast<byte, float>(bytes).ToArray();
            case TensorType.F16:
                var floats = new float[bytes.Length / 2];
                TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(bytes), floats);
                return floats;
            case TensorType.BF16:
                var halves = MemoryMarshal.Cast<byte, ushort>(bytes);
                var wide = new float[halves.Length];
                for (var i = 0; i < wide.Length; i++)
                    wide[i] = BitConverter.UInt32BitsToSingle((uint)halves[i] << 16);
                return wide;
            default:
                throw new ModelException($"{Path}: tensor '{name}' is {entry.Type}, not a float type");
        }
    }

    /// <summary>A tensor of I32, I64 or U8 as 64-bit integers.</summary>
    /// <exception cref="ModelException">The tensor is missing or not of an integer type.</exception>
    public long[] ReadIntegers(string name)
    {
        var bytes = ReadBytes(name);
        return Entry(name).Type switch
        {
            TensorType.I64 => MemoryMarshal.Cast<byte, long>(bytes).ToArray(),
            TensorType.I32 => [.. MemoryMarshal.Cast<byte, int>(bytes)],
            TensorType.U8 => [.. bytes],
            var type => throw new ModelException($"{Path}: tensor '{name}' is {type}, not an integer type"),
        };
    }

    /// <summary>A tensor's bytes, little endian, row-major.</summary>
    /// <exception cref="ModelException">The tensor is missing or larger than an array can be.</exception>
    public byte[] ReadBytes(string name)
    {
        var entry = Entry(name);
        if (entry.Length > Array.MaxLength)
            throw new ModelException($"{Path}: tensor '{name}' of {entry.Length} bytes is too large to read at once");
        var bytes = new byte[entry.Length];
        view.ReadArray(entry.Offset, bytes, 0, bytes.Length);
        return bytes;
    }

    /// <summary>Copies a tensor's bytes without holding them all in memory.</summary>
    internal void CopyTo(TensorEntry entry, Stream target)
    {
        if (entry.Length == 0)
            return;
        using var source = map.CreateViewStream(entry.Offset, entry.Length, MemoryMappedFileAccess.Read);
        source.CopyTo(target, 1 << 20);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        view.Dispose();
        map.Dispose();
    }
}

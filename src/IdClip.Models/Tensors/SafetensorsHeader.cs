using System.Buffers.Binary;
using System.Text.Json;
using IdClip.Models.Store;

namespace IdClip.Models.Tensors;

/// <summary>The header of a safetensors file: 8 bytes of length, then JSON of name to type, shape and byte range.</summary>
internal sealed class SafetensorsHeader
{
    // The reference implementation's limit.
    private const long LargestHeader = 100_000_000;

    private SafetensorsHeader(IReadOnlyDictionary<string, TensorEntry> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        Tensors = tensors;
        Metadata = metadata;
    }

    public IReadOnlyDictionary<string, TensorEntry> Tensors { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    public static SafetensorsHeader Read(Stream stream, string path)
    {
        Span<byte> prefix = stackalloc byte[8];
        if (stream.ReadAtLeast(prefix, 8, throwOnEndOfStream: false) < 8)
            throw new ModelException($"{path} is too short to be a safetensors file");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > LargestHeader || 8 + (long)length > stream.Length)
            throw new ModelException($"{path} is not a safetensors file, or it was cut off: its header would be {length} bytes");
        var json = new byte[length];
        stream.ReadExactly(json);
        try
        {
            return Parse(json, 8 + (long)length, stream.Length, path);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or OverflowException)
        {
            throw new ModelException($"{path} is not a safetensors file: its header can't be read ({e.Message})", e);
        }
    }

    private static SafetensorsHeader Parse(byte[] json, long start, long end, string path)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
        var tensors = new Dictionary<string, TensorEntry>();
        var metadata = new Dictionary<string, string>();
        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (property.Name == "__metadata__")
            {
                foreach (var text in property.Value.EnumerateObject())
                    metadata[text.Name] = text.Value.GetString() ?? "";
            }
            else
            {
                tensors.Add(property.Name, ReadEntry(property, start, end, path));
            }
        }

        RefuseOverlaps(tensors.Values, path);
        return new SafetensorsHeader(tensors, metadata);
    }

    private static TensorEntry ReadEntry(JsonProperty property, long start, long end, string path)
    {
        var name = property.Name;
        var dtype = property.Value.GetProperty("dtype").GetString();
        if (!Enum.TryParse<TensorType>(dtype, out var type) || type.ToString() != dtype)
            throw new ModelException($"{path}: tensor '{name}' is of type {dtype}, which is not read");
        int[] shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(dimension => dimension.GetInt32())];
        var offsets = property.Value.GetProperty("data_offsets");
        if (offsets.GetArrayLength() != 2)
            throw new ModelException($"{path}: tensor '{name}' does not have two data_offsets");
        var (first, last) = (offsets[0].GetInt64(), offsets[1].GetInt64());
        var expected = shape.Aggregate((long)TensorEntry.SizeOf(type), (product, dimension) => checked(product * dimension));
        if (shape.Any(dimension => dimension < 0) || first < 0 || last < first || last > end - start || last - first != expected)
            throw new ModelException($"{path}: tensor '{name}' has a shape or a byte range that does not fit the file");
        return new TensorEntry(name, type, shape, start + first, last - first);
    }

    private static void RefuseOverlaps(IEnumerable<TensorEntry> tensors, string path)
    {
        TensorEntry? before = null;
        foreach (var entry in tensors.Where(entry => entry.Length > 0).OrderBy(entry => entry.Offset))
        {
            if (before is not null && entry.Offset < before.Offset + before.Length)
                throw new ModelException($"{path}: tensors '{before.Name}' and '{entry.Name}' overlap");
            before = entry;
        }
    }
}

using System.Buffers.Binary;
using System.Text.Json;

namespace IdClip.Models.Tensors;

/// <summary>Writes safetensors files.</summary>
public static class SafetensorsWriter
{
    // Data that starts on a cache line keeps every tensor aligned to its element size, widest first.
    private const int Alignment = 64;

    /// <summary>Writes <paramref name="tensors"/> to <paramref name="path"/>, which must not be in use.</summary>
    /// <exception cref="IOException">The file can't be written.</exception>
    public static void Write(string path, IEnumerable<TensorSource> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var ordered = tensors.OrderByDescending(tensor => TensorEntry.SizeOf(tensor.Type)).ThenBy(tensor => tensor.Name, StringComparer.Ordinal).ToArray();
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        WriteHeader(stream, ordered, metadata);
        foreach (var tensor in ordered)
        {
            var start = stream.Position;
            tensor.Write(stream);
            if (stream.Position - start != tensor.Length)
                throw new InvalidDataException($"tensor '{tensor.Name}' gave {stream.Position - start} bytes instead of {tensor.Length}");
        }
    }

    private static void WriteHeader(FileStream stream, TensorSource[] tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            if (metadata is not null)
            {
                writer.WriteStartObject("__metadata__");
                foreach (var (key, value) in metadata)
                    writer.WriteString(key, value);
                writer.WriteEndObject();
            }

            long offset = 0;
            foreach (var tensor in tensors)
            {
                WriteEntry(writer, tensor, offset);
                offset += tensor.Length;
            }

            writer.WriteEndObject();
        }

        while ((json.Length + 8) % Alignment != 0)
            json.WriteByte((byte)' ');
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        stream.Write(length);
        json.WriteTo(stream);
    }

    private static void WriteEntry(Utf8JsonWriter writer, TensorSource tensor, long offset)
    {
        writer.WriteStartObject(tensor.Name);
        writer.WriteString("dtype", tensor.Type.ToString());
        writer.WriteStartArray("shape");
        foreach (var dimension in tensor.Shape)
            writer.WriteNumberValue(dimension);
        writer.WriteEndArray();
        writer.WriteStartArray("data_offsets");
        writer.WriteNumberValue(offset);
        writer.WriteNumberValue(offset + tensor.Length);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}

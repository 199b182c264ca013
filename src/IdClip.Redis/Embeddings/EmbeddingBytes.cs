using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Caching.Hybrid;

namespace IdClip.Redis.Embeddings;

/// <summary>Embeddings as their float32 numbers, little-endian as all machines that IdClip runs on.</summary>
internal sealed class EmbeddingBytes : IHybridCacheSerializer<float[]>
{
    public float[] Deserialize(ReadOnlySequence<byte> source)
    {
        if (source.Length % sizeof(float) != 0)
            throw new InvalidDataException($"An embedding in the cache has {source.Length} bytes.");
        var values = new float[source.Length / sizeof(float)];
        source.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    public void Serialize(float[] value, IBufferWriter<byte> target) => target.Write(MemoryMarshal.AsBytes(value.AsSpan()));
}

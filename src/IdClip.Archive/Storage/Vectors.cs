using System.Runtime.InteropServices;

namespace IdClip.Archive.Storage;

/// <summary>Vectors as blobs: little-endian float32, the machine's own order on every platform .NET 10 runs on.</summary>
internal static class Vectors
{
    public static byte[] ToBlob(ReadOnlySpan<float> vector) => MemoryMarshal.AsBytes(vector).ToArray();

    public static float[] FromBlob(byte[] blob) => MemoryMarshal.Cast<byte, float>(blob).ToArray();
}

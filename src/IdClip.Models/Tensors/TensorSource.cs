using System.Runtime.InteropServices;

namespace IdClip.Models.Tensors;

/// <summary>A tensor to be written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Dimensions, outermost first.</param>
/// <param name="Write">Writes its bytes, little endian and row-major.</param>
public sealed record TensorSource(string Name, TensorType Type, IReadOnlyList<int> Shape, Action<Stream> Write)
{
    /// <summary>Bytes that <see cref="Write"/> gives.</summary>
    public long Length => Shape.Aggregate((long)TensorEntry.SizeOf(Type), (product, dimension) => product * dimension);

    /// <summary>A float tensor from memory.</summary>
    public static TensorSource FromFloats(string name, IReadOnlyList<int> shape, float[] values) =>
        new(name, TensorType.F32, shape, stream => stream.Write(MemoryMarshal.AsBytes(values.AsSpan())));

    /// <summary>Tensors of another file one after another along the first dimension.</summary>
    internal static TensorSource FromRows(string name, SafetensorsFile file, IReadOnlyList<TensorEntry> parts)
    {
        var first = parts[0];
        int[] shape = parts.Count == 1 ? [.. first.Shape] : [parts.Sum(part => part.Shape[0]), .. first.Shape.Skip(1)];
        return new TensorSource(name, first.Type, shape, stream =>
        {
            foreach (var part in parts)
                file.CopyTo(part, stream);
        });
    }
}

using System.Runtime.InteropServices;
using IdClip.Models.Onnx.Format;
using IdClip.Models.Store;

namespace IdClip.Models.Onnx;

/// <summary>A tensor that an ONNX file carries beside its nodes.</summary>
/// <param name="Values">Row by row.</param>
/// <param name="Shape">Its dimensions.</param>
public sealed record OnnxInitializer(float[] Values, IReadOnlyList<long> Shape)
{
    /// <summary>Reads the last initialiser of a graph, where some exporters keep a matrix that no node uses.</summary>
    /// <param name="path">An ONNX file of up to 2 GB; the initialiser is float or half precision and stored in the file.</param>
    /// <exception cref="ModelException">The file is not ONNX or has no such initialiser.</exception>
    public static OnnxInitializer ReadLast(string path)
    {
        if (OnnxFile.Load(path).Graph?.Initializer.LastOrDefault() is not { } last)
            throw new ModelException($"{path} has no initialisers. Give a model that carries its weights.");
        var values = (TensorProto.Types.DataType)last.DataType switch
        {
            TensorProto.Types.DataType.Float when last.FloatData.Count > 0 => [.. last.FloatData],
            TensorProto.Types.DataType.Float => MemoryMarshal.Cast<byte, float>(last.RawData.Span).ToArray(),
            TensorProto.Types.DataType.Float16 when last.RawData.Length > 0 => Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(last.RawData.Span).ToArray(), half => (float)half),
            _ => throw new ModelException($"The last initialiser '{last.Name}' of {path} is not of floats. Give the model as it was published."),
        };
        if (values.LongLength != last.Dims.Aggregate(1L, (product, dimension) => product * dimension))
            throw new ModelException($"The last initialiser '{last.Name}' of {path} holds {values.Length} numbers, not [{string.Join(", ", last.Dims)}]. Restore the file.");
        return new(values, [.. last.Dims]);
    }
}

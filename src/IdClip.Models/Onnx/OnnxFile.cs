using Google.Protobuf;
using IdClip.Models.Onnx.Format;
using IdClip.Models.Store;

namespace IdClip.Models.Onnx;

/// <summary>What an ONNX file says beyond its inputs and outputs.</summary>
public static class OnnxFile
{
    /// <summary>Names of a graph's first nodes, in the file's order.</summary>
    /// <param name="path">An ONNX file of up to 2 GB.</param>
    /// <param name="count">How many at most.</param>
    /// <exception cref="ModelException">The file is not ONNX.</exception>
    public static IReadOnlyList<string> FirstNodes(string path, int count) => [.. Load(path).Graph?.Node.Take(count).Select(node => node.Name) ?? []];

    internal static ModelProto Load(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return ModelProto.Parser.ParseFrom(file);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path} can't be read as an ONNX model: {e.Message} Restore the file.", e);
        }
    }
}

using Google.Protobuf;
using IdClip.Models.Onnx.Format;
using IdClip.Models.Store;

namespace IdClip.Models.Onnx;

/// <summary>Rewrites ONNX files as some exporters leave them so that they can be optimised and run in batches.</summary>
public static class BatchedModel
{
    /// <summary>Reads a model and frees its first dimension; initialisers that are also named as inputs (ONNX IR 3) stop being inputs, because ONNX Runtime folds no constants that a caller could replace.</summary>
    /// <param name="path">An ONNX file of up to 2 GB without external weights.</param>
    /// <returns>The rewritten model.</returns>
    /// <exception cref="ModelException">The file is not ONNX.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var model = ModelProto.Parser.ParseFrom(file);
            if (model.Graph is null)
                throw new ModelException($"{path} holds no ONNX graph. Restore the file.");
            var weights = model.Graph.Initializer.Select(initializer => initializer.Name).ToHashSet();
            foreach (var input in model.Graph.Input.Where(input => weights.Contains(input.Name)).ToList())
                model.Graph.Input.Remove(input);
            foreach (var value in model.Graph.Input.Concat(model.Graph.Output).Where(value => value.Type?.TensorType?.Shape?.Dim.Count > 0))
                value.Type.TensorType.Shape.Dim[0] = new TensorShapeProto.Types.Dimension { DimParam = "batch" };
            // Initialisers that are not inputs are allowed from IR 4 on.
            model.IrVersion = Math.Max(model.IrVersion, 4);
            return model.ToByteArray();
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new ModelException($"{path} is not an ONNX model: {e.Message} Restore the file.", e);
        }
    }
}

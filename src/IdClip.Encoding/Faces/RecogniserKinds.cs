using IdClip.Encoding.Sessions;
using IdClip.Models.Onnx;
using IdClip.Models.Store;

namespace IdClip.Encoding.Faces;

/// <summary>Tells recogniser files apart.</summary>
public static class RecogniserKinds
{
    /// <summary>Which recogniser a file is, by the size of the picture that it takes.</summary>
    /// <param name="path">An ONNX file.</param>
    /// <exception cref="ModelException">The file is missing, not ONNX, or takes pictures of another size than the recognisers that IdClip knows.</exception>
    public static RecogniserKind Of(string path)
    {
        if (!File.Exists(path))
            throw new ModelException($"The model file {path} is not there; run 'idclip models list' to see what is.");
        using var model = new OnnxModel(path, BatchedModel.Read(path), new EncoderOptions());
        var input = model.Inputs[model.InputNames[0]].Dimensions;
        return input switch
        {
            [_, 3, 112, 112] => RecogniserKind.SFace,
            [_, 3, 160, 160] => RecogniserKind.FaceNet512,
            _ => throw new ModelException($"The recogniser {path} takes [{string.Join(", ", input)}]; IdClip knows SFace, which takes [batch, 3, 112, 112], and FaceNet, which takes [batch, 3, 160, 160]."),
        };
    }
}

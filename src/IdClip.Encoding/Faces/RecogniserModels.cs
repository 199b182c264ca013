using IdClip.Encoding.Sessions;
using IdClip.Models.Onnx;
using IdClip.Models.Store;

namespace IdClip.Encoding.Faces;

/// <summary>Opens recogniser files.</summary>
internal static class RecogniserModels
{
    public static FeatureModel Open(string path, EncoderOptions options)
    {
        var model = new OnnxModel(path, BatchedModel.Read(path), options);
        var input = model.Inputs[model.InputNames[0]].Dimensions;
        var output = model.Outputs[model.OutputNames[0]].Dimensions;
        int[] expected = options.Recogniser == RecogniserKind.SFace ? [3, 112, 112] : [3, 160, 160];
        if (input.Length != 4 || !input.AsSpan(1).SequenceEqual(expected))
        {
            model.Dispose();
            throw new ModelException(
                $"The recogniser {path} takes [{string.Join(", ", input)}], not [batch, {string.Join(", ", expected)}] as {options.Recogniser} does; give the file of that recogniser or choose the other kind.");
        }

        return new FeatureModel("face", model, [.. expected.Select(dimension => (long)dimension)], output[^1], options.Batch);
    }
}

using IdClip.Encoding;
using IdClip.Encoding.Faces;
using IdClip.Encoding.Pictures;
using IdClip.Encoding.Sessions;
using IdClip.Models.Onnx;
using IdClip.Models.Store;

namespace IdClip.Synthesis.Gallery;

/// <summary>Estimates gender presentation and age group by a network with the signature of InsightFace's genderage (insightface/model_zoo/attribute.py). No weights come with IdClip; look at the licence of those you bring, and take what it says for an estimate. Thread-safe.</summary>
public sealed class AttributeModel : IDisposable
{
    private const int Side = 96;
    private const int Outputs = 3;
    private const float Margin = 1.5f;

    // Captions change from "boy" and "girl" to "man" and "woman" somewhere in the teens.
    private const float GrownAt = 16;

    private readonly OnnxModel network;
    private readonly PixelScale pixels;

    /// <summary>Opens the network.</summary>
    /// <param name="path">ONNX with one input [1, 3, 96, 96] (RGB) and one output [1, 3]: scores of female and of male, and the age divided by 100.</param>
    /// <param name="options">Threads and accelerator; null for the defaults.</param>
    /// <exception cref="ModelException">The file is missing or has another signature.</exception>
    public AttributeModel(string path, EncoderOptions? options = null)
    {
        if (!File.Exists(path))
            throw new ModelException($"The model file {path} is not there; give its path.");
        // As InsightFace decides it: a graph that begins by subtracting and multiplying scales levels by itself.
        var first = OnnxFile.FirstNodes(path, 8);
        pixels = Begins("Sub", "_minus") && Begins("Mul", "_mul") || first.Take(3).Contains("bn_data") ? PixelScale.RawRgb : PixelScale.FaceNet;
        network = new OnnxModel(path, options ?? new EncoderOptions());
        var input = network.Inputs[network.InputNames[0]].Dimensions;
        var output = network.Outputs[network.OutputNames[0]].Dimensions;
        if (network.InputNames.Count != 1 || network.OutputNames.Count != 1 || input is not [1 or -1, 3, Side, Side] || output is not [1 or -1, Outputs])
        {
            network.Dispose();
            throw new ModelException(
                $"The model {path} maps [{string.Join(", ", input)}] to [{string.Join(", ", output)}]; gender and age need one that maps [1, 3, {Side}, {Side}] to [1, {Outputs}], such as InsightFace's genderage.");
        }

        Identity = ModelIdentity.Of(path);

        bool Begins(params string[] starts) => first.Any(name => starts.Any(start => name.StartsWith(start, StringComparison.Ordinal)));
    }

    /// <summary>Lower-case hex sha256 of the file.</summary>
    public string Identity { get; }

    /// <inheritdoc/>
    public void Dispose() => network.Dispose();

    /// <summary>What a face looks like: the square around its box, half as large again, upright as in the photo.</summary>
    internal FaceAttributes Estimate(RgbPicture photo, Face face)
    {
        var lane = network.Rent("1", () => new SessionLane(
            [new LaneTensor(network.InputNames[0], [1, 3, Side, Side])], [new LaneTensor(network.OutputNames[0], [1, Outputs])]));
        try
        {
            var box = face.Box;
            var scale = Margin * Math.Max(box.Width, box.Height) / Side;
            var left = box.X + (box.Width / 2) - (scale * Side / 2);
            var top = box.Y + (box.Height / 2) - (scale * Side / 2);
            FaceWarp.Cut(
                photo.View,
                new SimilarityTransform(scale, 0, left + (scale / 2) - .5f, top + (scale / 2) - .5f),
                new PlanarImage(lane.Input(0), Side, Side, pixels));
            network.Run(lane);
            return lane.Output(0) is [var female, var male, var age] && float.IsFinite(female + male + age)
                ? new(male > female ? Gender.Male : Gender.Female, 100 * age < GrownAt ? AgeGroup.Child : AgeGroup.Adult)
                : new(Gender.Unknown, AgeGroup.Unknown);
        }
        finally
        {
            network.Return("1", lane);
        }
    }
}

using IdClip.Encoding.Pictures;
using IdClip.Encoding.Sessions;

namespace IdClip.Encoding.Faces;

/// <summary>Turns detected faces into embeddings. Thread-safe.</summary>
internal sealed class FaceRecogniser : IDisposable
{
    private const int AlignedSide = 112;
    private const int FaceNetSide = 160;
    private const float FaceNetMargin = 1.2f;

    // The landmark positions of ArcFace's 112 px crop (Deng et al. 2019), which SFace was trained on.
    internal static readonly float[] Template =
        [38.2946f, 51.6963f, 73.5318f, 51.5014f, 56.0252f, 71.7366f, 41.5493f, 92.3655f, 70.7299f, 92.2041f];

    private readonly FeatureModel features;
    private readonly RecogniserKind kind;

    public FaceRecogniser(string path, EncoderOptions options)
    {
        kind = options.Recogniser;
        features = RecogniserModels.Open(path, options);
    }

    /// <summary>A batch for one thread.</summary>
    public FeatureBatch NewBatch() => new(features);

    /// <summary>Writes the network's input for a face of <paramref name="photo"/> (same pixels) and returns the sharpness of its aligned crop.</summary>
    public float Prepare(RgbView photo, DetectedFace face, Span<float> input)
    {
        var aligned = SimilarityTransform.Fit(face.Landmarks, Template).Inverse();
        if (kind == RecogniserKind.SFace)
        {
            FaceWarp.Cut(photo, aligned, new PlanarImage(input, AlignedSide, AlignedSide, PixelScale.RawRgb));
            return Sharpness.Measure(input, AlignedSide);
        }

        Span<float> crop = new float[3 * AlignedSide * AlignedSide];
        FaceWarp.Cut(photo, aligned, new PlanarImage(crop, AlignedSide, AlignedSide, PixelScale.RawRgb));
        var side = FaceNetMargin * Math.Max(face.Box.Width, face.Box.Height);
        var scale = side / FaceNetSide;
        var square = new SimilarityTransform(
            scale,
            0,
            face.Box.X + ((face.Box.Width - side) / 2) + (scale / 2) - .5f,
            face.Box.Y + ((face.Box.Height - side) / 2) + (scale / 2) - .5f);
        FaceWarp.Cut(photo, square, new PlanarImage(input, FaceNetSide, FaceNetSide, PixelScale.FaceNet));
        return Sharpness.Measure(crop, AlignedSide);
    }

    public void Dispose() => features.Dispose();
}

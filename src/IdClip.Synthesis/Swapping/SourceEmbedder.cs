using IdClip.Encoding;
using IdClip.Encoding.Faces;
using IdClip.Encoding.Pictures;
using IdClip.Encoding.Sessions;
using IdClip.Models.Onnx;
using IdClip.Models.Store;

namespace IdClip.Synthesis.Swapping;

/// <summary>The recogniser whose embedding steers an <see cref="InSwapper"/>: ArcFace (112 px aligned) or FaceNet (160 px box), 512 numbers. Thread-safe.</summary>
internal sealed class SourceEmbedder : IDisposable
{
    /// <summary>Numbers of an embedding.</summary>
    public const int Width = 512;

    private const int ArcFaceSide = 112;
    private const int FaceNetSide = 160;

    private readonly FeatureModel? arcFace;
    private readonly FaceRecogniser? faceNet;

    public SourceEmbedder(string path, EncoderOptions options)
    {
        var model = new OnnxModel(path, BatchedModel.Read(path), options);
        var input = model.Inputs[model.InputNames[0]].Dimensions;
        var output = model.Outputs[model.OutputNames[0]].Dimensions;
        if (model.InputNames.Count == 1 && input is [_, 3, ArcFaceSide, ArcFaceSide] && output is [_, Width])
        {
            arcFace = new FeatureModel("swap", model, [3, ArcFaceSide, ArcFaceSide], Width, options.Batch);
            return;
        }

        model.Dispose();
        if (input is not [_, 3, FaceNetSide, FaceNetSide] || output is not [_, Width])
            throw new ModelException(
                $"The recogniser {path} maps [{string.Join(", ", input)}] to [{string.Join(", ", output)}]; a swapper needs one that maps [batch, 3, 112, 112] (ArcFace, such as w600k_r50) or [batch, 3, 160, 160] (FaceNet) to [batch, {Width}]. Give the one that the swapper was trained with.");
        faceNet = new FaceRecogniser(path, options with { Recogniser = RecogniserKind.FaceNet512 });
    }

    /// <summary>The embedding of a face, of unit length.</summary>
    public float[] Embed(RgbPicture photo, Face face)
    {
        float[] embedding = [];
        using var batch = arcFace is null ? faceNet!.NewBatch() : new FeatureBatch(arcFace);
        batch.Add(
            input =>
            {
                if (arcFace is null)
                    faceNet!.Prepare(photo.View, new DetectedFace(face.Box, face.Landmarks, face.Score), input);
                else
                    FaceWarp.Cut(photo.View, SimilarityTransform.Fit(face.Landmarks, FaceRecogniser.Template).Inverse(), new PlanarImage(input, ArcFaceSide, ArcFaceSide, PixelScale.ArcFace));
            },
            result => embedding = result);
        batch.Flush();
        return embedding;
    }

    public void Dispose()
    {
        arcFace?.Dispose();
        faceNet?.Dispose();
    }
}

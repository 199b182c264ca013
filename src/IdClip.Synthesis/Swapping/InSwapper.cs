using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using IdClip.Encoding;
using IdClip.Encoding.Faces;
using IdClip.Encoding.Pictures;
using IdClip.Encoding.Sessions;
using IdClip.Models.Onnx;
using IdClip.Models.Store;
using IdClip.Synthesis.Gallery;

namespace IdClip.Synthesis.Swapping;

/// <summary>Swaps faces by a network with the signature of InsightFace's inswapper_128: a 128 px aligned crop and an embedding go in, the crop with another face comes out (insightface/model_zoo/inswapper.py). No weights come with IdClip; look at the licence of those you bring. Thread-safe.</summary>
public sealed class InSwapper : IFaceSwapper, IDisposable
{
    private const int Side = 128;

    // InsightFace's soft mask: the square eroded by a tenth of its side (half on each edge) and blurred by as much.
    private const float SoftEdge = .1f * Side;

    private readonly OnnxModel network;
    private readonly SourceEmbedder embedder;
    private readonly float[] emap;
    private readonly string target;
    private readonly string source;

    // A gallery face is used in many contexts.
    private readonly ConditionalWeakTable<GalleryFace, float[]> latents = [];

    /// <summary>Opens the two models.</summary>
    /// <param name="swapperPath">ONNX with inputs [1, 3, 128, 128] (RGB, 0..1) and [1, 512], one output [1, 3, 128, 128], and as its last initialiser the matrix [512, 512] ("emap") that an embedding is multiplied by.</param>
    /// <param name="embedderPath">The recogniser that the swapper was trained with: ArcFace (w600k_r50 for inswapper_128) or FaceNet, with 512 numbers.</param>
    /// <param name="options">Threads and accelerator; null for the defaults.</param>
    /// <exception cref="ModelException">A file is missing or has another signature.</exception>
    public InSwapper(string swapperPath, string embedderPath, EncoderOptions? options = null)
    {
        foreach (var path in (string[])[swapperPath, embedderPath])
            if (!File.Exists(path))
                throw new ModelException($"The model file {path} is not there; give its path.");
        options ??= new EncoderOptions();
        emap = ReadEmap(swapperPath);
        network = new OnnxModel(swapperPath, options);
        try
        {
            (target, source) = CheckSignature(swapperPath);
            embedder = new SourceEmbedder(embedderPath, options);
        }
        catch
        {
            network.Dispose();
            throw;
        }

        Name = $"inswapper/{ModelIdentity.Of(swapperPath)}/{ModelIdentity.Of(embedderPath)}";
    }

    /// <inheritdoc/>
    /// <remarks>The method, the sha256 of the swapper's file and that of the recogniser's.</remarks>
    public string Name { get; }

    /// <inheritdoc/>
    /// <remarks>The network turns the face itself, so the best source is the one that shows most of the person: from the front, large and sharp.</remarks>
    public IReadOnlyList<GalleryFace> Order(Face target, IReadOnlyList<GalleryFace> sources)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(sources);
        return SourceOrder.By(sources, source => FacePose.Of(source.Landmarks).DistanceTo(default) + SourceOrder.Lack(target, source));
    }

    /// <inheritdoc/>
    public RgbPicture Swap(RgbPicture context, Face target, RgbPicture sourcePhoto, GalleryFace source)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(sourcePhoto);
        ArgumentNullException.ThrowIfNull(source);
        var toCrop = SimilarityTransform.Fit(target.Landmarks, Template());
        if (!(toCrop.Scale > 0) || !float.IsFinite(toCrop.Scale))
            throw new SwapException("the landmarks of a face lie on one point");
        var toPhoto = toCrop.Inverse();
        var patch = Around(context, toPhoto);
        var swapped = Run(context, toPhoto, latents.GetValue(source, face => Latent(sourcePhoto, face)));
        patch.Fill(new FaceSampler(swapped.View, mirrored: false, FaceMorph.Straight(toCrop)));
        patch.Draw((x, y) =>
        {
            var (u, v) = toCrop.Apply(x, y);
            return Ramp(u) * Ramp(v);
        });
        return patch.PutInto(context);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        network.Dispose();
        embedder.Dispose();
    }

    /// <summary>ArcFace's landmarks in the 128 px crop: face_align.py shifts them right by 8 px and does not scale them.</summary>
    internal static float[] Template() => [.. FaceRecogniser.Template.Select((value, i) => i % 2 == 0 ? value + 8 : value)];

    private static float[] ReadEmap(string path)
    {
        var matrix = OnnxInitializer.ReadLast(path);
        if (matrix.Shape is not [SourceEmbedder.Width, SourceEmbedder.Width])
            throw new ModelException(
                $"The last initialiser of {path} is [{string.Join(", ", matrix.Shape)}], not the [{SourceEmbedder.Width}, {SourceEmbedder.Width}] matrix that embeddings are multiplied by. Give the inswapper model as it was published: optimising it may have dropped the matrix.");
        return matrix.Values;
    }

    private (string Target, string Source) CheckSignature(string path)
    {
        var pictures = network.Inputs.Where(input => input.Value.Dimensions is [1 or -1, 3, Side, Side]).ToList();
        var embeddings = network.Inputs.Where(input => input.Value.Dimensions is [1 or -1, SourceEmbedder.Width]).ToList();
        if (network.Inputs.Count != 2 || pictures.Count != 1 || embeddings.Count != 1 || network.OutputNames.Count != 1)
            throw new ModelException(
                $"The model {path} takes {string.Join(" and ", network.Inputs.Select(input => $"{input.Key} [{string.Join(", ", input.Value.Dimensions)}]"))}; a swapper takes a picture [1, 3, {Side}, {Side}] and an embedding [1, {SourceEmbedder.Width}] and returns one picture. Give an inswapper_128 model.");
        // Exporters often leave the output's size open.
        var output = network.Outputs[network.OutputNames[0]].Dimensions;
        if (output.Length != 4 || output.Zip((int[])[1, 3, Side, Side]).Any(pair => pair.First != pair.Second && pair.First > 0))
            throw new ModelException($"The model {path} returns [{string.Join(", ", output)}], not a picture [1, 3, {Side}, {Side}]. Give an inswapper_128 model.");
        return (pictures[0].Key, embeddings[0].Key);
    }

    /// <summary>What the network is told of a person: the unit embedding times the matrix, of unit length again.</summary>
    private float[] Latent(RgbPicture photo, GalleryFace face)
    {
        var embedding = embedder.Embed(photo, face.Face);
        var latent = new float[SourceEmbedder.Width];
        for (var row = 0; row < embedding.Length; row++)
            TensorPrimitives.MultiplyAdd(emap.AsSpan(row * latent.Length, latent.Length), embedding[row], latent, latent);
        TensorPrimitives.Divide(latent, TensorPrimitives.Norm<float>(latent), latent);
        return latent;
    }

    private RgbPicture Run(RgbPicture context, SimilarityTransform toPhoto, float[] latent)
    {
        var lane = network.Rent("1", () => new SessionLane(
            [new LaneTensor(target, [1, 3, Side, Side]), new LaneTensor(source, [1, SourceEmbedder.Width])],
            [new LaneTensor(network.OutputNames[0], [1, 3, Side, Side])]));
        try
        {
            FaceWarp.Cut(context.View, toPhoto, new PlanarImage(lane.Input(0), Side, Side, PixelScale.Unit));
            latent.CopyTo(lane.Input(1), 0);
            network.Run(lane);
            return ToPicture(lane.Output(0));
        }
        finally
        {
            network.Return("1", lane);
        }
    }

    private static RgbPicture ToPicture(float[] planes)
    {
        const int Plane = Side * Side;
        var pixels = new byte[3 * Plane];
        for (var i = 0; i < Plane; i++)
            for (var channel = 0; channel < 3; channel++)
                pixels[(3 * i) + channel] = (byte)Math.Clamp(MathF.Round(255 * planes[(channel * Plane) + i]), 0, 255);
        return new RgbPicture(Side, Side, pixels);
    }

    private static Patch Around(RgbPicture context, SimilarityTransform toPhoto)
    {
        Span<(float X, float Y)> corners = [toPhoto.Apply(0, 0), toPhoto.Apply(Side - 1, 0), toPhoto.Apply(0, Side - 1), toPhoto.Apply(Side - 1, Side - 1)];
        float left = corners[0].X, right = left, top = corners[0].Y, bottom = top;
        foreach (var (x, y) in corners)
            (left, right, top, bottom) = (MathF.Min(left, x), MathF.Max(right, x), MathF.Min(top, y), MathF.Max(bottom, y));
        return Patch.Of(context, left, top, right, bottom);
    }

    /// <summary>Opacity across the crop: 0 at its edges, 1 from <see cref="SoftEdge"/> inwards.</summary>
    private static float Ramp(float position)
    {
        var t = Math.Clamp(MathF.Min(position, Side - 1 - position) / SoftEdge, 0, 1);
        return t * t * (3 - (2 * t));
    }
}

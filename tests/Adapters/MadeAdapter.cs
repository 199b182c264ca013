using System.Security.Cryptography;
using IdClip.Models.Adapters;
using IdClip.Models.Store;
using IdClip.Models.Tensors;

namespace IdClip.Tests;

/// <summary>Adapters made for tests: given tensors, or random ones, and the description that fits them.</summary>
internal static class MadeAdapter
{
    /// <summary>Writes an adapter's folder.</summary>
    public static AdapterManifest Write(
        string folder, ClipModel clip, int faceWidth, string faceModel, string faceModelSha256, IEnumerable<TensorSource> tensors, string name = "made", AdapterCalibration? calibration = null)
    {
        Directory.CreateDirectory(folder);
        var weights = Path.Combine(folder, AdapterManifest.WeightsName);
        SafetensorsWriter.Write(weights, tensors);
        var manifest = new AdapterManifest
        {
            Name = name,
            Description = "made for a test",
            Model = clip.Name,
            ModelSha256 = clip.Identity,
            FaceModel = faceModel,
            FaceModelSha256 = faceModelSha256,
            FaceWidth = faceWidth,
            Prompt = "An image with [TOK]",
            WeightsSha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(weights))),
            Calibration = calibration,
        };
        manifest.Write(folder);
        return manifest;
    }

    /// <summary>Writes a random adapter over the models that come with IdClip into a store.</summary>
    /// <param name="store">The store's folder.</param>
    /// <param name="name">The adapter's name.</param>
    /// <param name="imagePrompts">Visual prompt tokens; 0 for an adapter of texts only.</param>
    /// <param name="seed">Of the random numbers.</param>
    /// <param name="recogniser">Bytes of the face recogniser that it is said to be trained with; null for the one that comes with IdClip.</param>
    public static void WriteRandom(string store, string name, int imagePrompts, int seed, byte[]? recogniser = null)
    {
        var clip = ModelStore.Default().OpenClip();
        recogniser ??= File.ReadAllBytes(Path.Combine(TestFolders.Repository, "models", "sface", "sface_int8w.onnx"));
        Write(Path.Combine(store, name), clip, 128, "sface", Convert.ToHexStringLower(SHA256.HashData(recogniser)), RandomTensors(clip, 128, imagePrompts, seed), name);
    }

    /// <summary>A translator of one hidden layer and visual prompt tokens, all random; no prompt tokens where <paramref name="imagePrompts"/> is 0.</summary>
    public static IReadOnlyList<TensorSource> RandomTensors(ClipModel clip, int faceWidth, int imagePrompts, int seed)
    {
        var random = new Random(seed);
        var width = clip.Configuration.Image.Transformer.Width;
        List<TensorSource> tensors =
        [
            Random("translator.linears.0.weight", [96, faceWidth], .3f, random),
            Random("translator.out.weight", [clip.TextWidth, 96], .3f, random),
        ];
        if (imagePrompts > 0)
            tensors.Add(Random("visual.shallow_visual_prompt_tokens", [1, imagePrompts, width], 1, random));
        return tensors;
    }

    /// <summary>A tensor of numbers from -<paramref name="scale"/> to <paramref name="scale"/>.</summary>
    public static TensorSource Random(string name, int[] shape, float scale, Random random)
    {
        var values = new float[shape.Aggregate(1, (product, size) => product * size)];
        for (var i = 0; i < values.Length; i++)
            values[i] = scale * ((random.NextSingle() * 2) - 1);
        return TensorSource.FromFloats(name, shape, values);
    }
}

using System.Numerics.Tensors;
using IdClip.Models.Clip;
using IdClip.Models.Store;
using IdClip.Models.Tensors;

namespace IdClip.Models.Adapters;

/// <summary>Everything an adapter learned, read from a file that nobody vouches for: names, shapes, types and numbers are checked.</summary>
/// <param name="Translator">Turns faces into words.</param>
/// <param name="ImagePrompts">Visual prompt tokens, or null.</param>
/// <param name="TextPrompts">Text prompt tokens, or null.</param>
/// <param name="TextValue">Update of the value matrix of the last text layer, or null.</param>
internal sealed record AdapterTensors(FaceTranslator Translator, PromptTokens? ImagePrompts, PromptTokens? TextPrompts, LowRankUpdate? TextValue)
{
    /// <summary>Prefix of the translator's tensors.</summary>
    public const string TranslatorPrefix = "translator.";

    // The learned temperature of the loss; serving does not read it.
    private const string LogScale = "logit_scale";

    private const long LargestFile = 256L << 20;
    private const int MostPrompts = 256;
    private const int LargestRank = 64;

    /// <summary>Reads <c>adapter.safetensors</c>.</summary>
    /// <exception cref="ModelException">The file is missing, damaged, too large, or does not fit the encoder; the message names the tensor.</exception>
    public static AdapterTensors Read(string path, int faceWidth, ClipConfiguration configuration)
    {
        var size = new FileInfo(path) is { Exists: true } info ? info.Length : 0;
        if (size > LargestFile)
            throw new ModelException($"{path} has {size >> 20} MB, over the {LargestFile >> 20} MB that an adapter may have. Export a single adapter, not a checkpoint.");
        using var file = SafetensorsFile.Open(path);
        var known = file.Tensors.Keys.Where(name => name.StartsWith(TranslatorPrefix, StringComparison.Ordinal))
            .Concat([ClipTensors.ImagePrompts, ClipTensors.TextPrompts, ClipTensors.TextValueA, ClipTensors.TextValueB, LogScale]);
        if (file.Tensors.Keys.Except(known).FirstOrDefault() is { } unknown)
            throw new ModelException($"{path} holds '{unknown}', which no adapter that IdClip knows has");
        var (image, text) = (configuration.Image.Transformer.Width, configuration.Text.Transformer.Width);
        return new(
            FaceTranslator.Read(file, TranslatorPrefix, faceWidth, text),
            Prompts(file, ClipTensors.ImagePrompts, image),
            Prompts(file, ClipTensors.TextPrompts, text),
            Update(file, text));
    }

    /// <summary>Reads a tensor and refuses numbers that are not finite.</summary>
    public static float[] Finite(SafetensorsFile file, string name)
    {
        var values = file.ReadFloats(name);
        return TensorPrimitives.IsFiniteAll<float>(values)
            ? values
            : throw new ModelException($"{file.Path}: tensor '{name}' holds a number that is not finite; the training diverged or the file is damaged");
    }

    private static PromptTokens? Prompts(SafetensorsFile file, string name, int width)
    {
        if (!file.Tensors.TryGetValue(name, out var entry))
            return null;
        return entry.Shape is [1, >= 1 and <= MostPrompts, var found] && found == width
            ? new PromptTokens(entry.Shape[1], width, Finite(file, name))
            : throw Unfit(file, entry, $"[1,1..{MostPrompts},{width}]");
    }

    private static LowRankUpdate? Update(SafetensorsFile file, int width)
    {
        if (!file.Tensors.ContainsKey(ClipTensors.TextValueA) && !file.Tensors.ContainsKey(ClipTensors.TextValueB))
            return null;
        var (a, b) = (file.Entry(ClipTensors.TextValueA), file.Entry(ClipTensors.TextValueB));
        if (a.Shape is not [>= 1 and <= LargestRank, var columns] || columns != width)
            throw Unfit(file, a, $"[1..{LargestRank},{width}]");
        var rank = a.Shape[0];
        if (!b.Shape.SequenceEqual([width, rank]))
            throw Unfit(file, b, $"[{width},{rank}]");
        return new LowRankUpdate(rank, width, Finite(file, ClipTensors.TextValueA), Finite(file, ClipTensors.TextValueB));
    }

    private static ModelException Unfit(SafetensorsFile file, TensorEntry entry, string expected) =>
        new($"{file.Path}: tensor '{entry.Name}' has shape [{string.Join(',', entry.Shape)}], but the base model needs {expected}");
}

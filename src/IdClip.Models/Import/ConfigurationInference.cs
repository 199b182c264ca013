using IdClip.Models.Clip;
using IdClip.Models.Store;
using IdClip.Models.Tensors;

namespace IdClip.Models.Import;

/// <summary>Works out a configuration from the shapes of the tensors, as OpenAI's build_model does, and from the hints.</summary>
internal static class ConfigurationInference
{
    public static ClipConfiguration Infer(SafetensorsFile weights, CheckpointHints hints)
    {
        var projection = weights.Tensors.ContainsKey("text_projection") ? Dimension(weights, "text_projection", 1) : Dimension(weights, "text_projection.weight", 0);
        var image = Image(weights, hints);
        if (hints.Kind == TowerKind.SigLip && image.Transformer.Width != projection)
            throw new ModelException($"{weights.Path}: the image tower gives {image.Transformer.Width} numbers, but the text tower {projection}");
        return new ClipConfiguration(projection, image, Text(weights, hints));
    }

    private static ImageTowerConfiguration Image(SafetensorsFile weights, CheckpointHints hints)
    {
        var patch = Dimension(weights, "visual.conv1.weight", 3);
        var positions = Dimension(weights, "visual.positional_embedding", 0) - (hints.Kind == TowerKind.Clip ? 1 : 0);
        var grid = (int)Math.Round(Math.Sqrt(positions));
        if (grid * grid != positions || grid == 0)
            throw new ModelException($"{weights.Path}: 'visual.positional_embedding' has {positions} patches, which do not form a square");
        var transformer = Transformer(weights, "visual.transformer.", Dimension(weights, "visual.conv1.weight", 0), hints.ImageHeads, hints.ImageActivation, hints.ImageEpsilon);
        return new ImageTowerConfiguration(hints.Kind, hints.ImageSize ?? grid * patch, patch, transformer, hints.Stem);
    }

    private static TextTowerConfiguration Text(SafetensorsFile weights, CheckpointHints hints)
    {
        var transformer = Transformer(weights, "transformer.", Dimension(weights, "ln_final.weight", 0), hints.TextHeads, hints.TextActivation, hints.TextEpsilon);
        return new TextTowerConfiguration(hints.Kind, Dimension(weights, "positional_embedding", 0), Dimension(weights, "token_embedding.weight", 0), transformer);
    }

    private static TransformerConfiguration Transformer(SafetensorsFile weights, string prefix, int width, int? heads, Activation activation, float epsilon)
    {
        var layers = 0;
        while (weights.Tensors.ContainsKey($"{prefix}resblocks.{layers}.ln_1.weight"))
            layers++;
        var count = heads ?? width / 64;
        if (layers == 0 || count == 0 || width % count != 0)
            throw new ModelException($"{weights.Path}: {layers} blocks '{prefix}resblocks' of width {width} with {count} heads are no transformer");
        return new TransformerConfiguration(width, layers, count, activation, epsilon);
    }

    private static int Dimension(SafetensorsFile weights, string tensor, int axis)
    {
        var shape = weights.Entry(tensor).Shape;
        return shape.Count > axis ? shape[axis] : throw new ModelException($"{weights.Path}: tensor '{tensor}' has {shape.Count} dimensions, too few");
    }
}

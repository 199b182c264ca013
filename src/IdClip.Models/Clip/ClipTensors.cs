using IdClip.Models.Store;
using IdClip.Models.Tensors;

namespace IdClip.Models.Clip;

/// <summary>The tensors of a dual encoder under OpenAI's names, and the check that a file holds exactly those.</summary>
public static class ClipTensors
{
    /// <summary>Visual prompt tokens as the authors of Id-CLIP name them, <c>[1,n,width]</c>.</summary>
    public const string ImagePrompts = "visual.shallow_visual_prompt_tokens";

    /// <summary>Text prompt tokens, <c>[1,n,width]</c>.</summary>
    public const string TextPrompts = "shallow_text_prompt_tokens";

    /// <summary>First factor of an adapter's update of the value matrix of the last text layer, <c>[r,width]</c>.</summary>
    public const string TextValueA = "lora.text.value.a";

    /// <summary>Second factor of that update, <c>[width,r]</c>.</summary>
    public const string TextValueB = "lora.text.value.b";

    // Neither tower reads these: the temperature of the loss, and sizes that follow from the shapes.
    private static readonly string[] Unread = ["logit_scale", "logit_bias", "input_resolution", "context_length", "vocab_size", ImagePrompts, TextPrompts];

    private const int Any = -1;

    /// <summary>Refuses a file whose tensors are missing, of another shape, or belong to a tower that is not described.</summary>
    /// <exception cref="ModelException">Names the first tensor that does not fit.</exception>
    internal static void Check(SafetensorsFile weights, ClipConfiguration configuration)
    {
        var expected = Image(weights, configuration).Concat(Text(weights, configuration)).ToDictionary(tensor => tensor.Name, tensor => tensor.Shape);
        foreach (var (name, shape) in expected)
        {
            var entry = weights.Entry(name);
            if (entry.Shape.Count != shape.Length || entry.Shape.Zip(shape).Any(pair => pair.Second != Any && pair.First != pair.Second))
                throw new ModelException($"{weights.Path}: tensor '{name}' has shape [{string.Join(',', entry.Shape)}], but the model needs [{string.Join(',', shape).Replace("-1", "any", StringComparison.Ordinal)}]");
            if (entry.Type is not (TensorType.F32 or TensorType.F16 or TensorType.BF16))
                throw new ModelException($"{weights.Path}: tensor '{name}' is {entry.Type}, not a float type");
        }

        if (weights.Tensors.Keys.FirstOrDefault(name => !expected.ContainsKey(name) && !Unread.Contains(name)) is { } unknown)
            throw new ModelException($"{weights.Path} holds '{unknown}', which none of the towers that IdClip knows has");
    }

    private static IEnumerable<(string Name, int[] Shape)> Image(SafetensorsFile weights, ClipConfiguration configuration)
    {
        var tower = configuration.Image;
        var width = tower.Transformer.Width;
        foreach (var step in tower.Stem?.Where(step => step.Name is not null) ?? [])
        {
            yield return (step.Name + ".weight", [Any, Any, step.Kernel, step.Kernel]);
            yield return (step.Name + ".bias", [Any]);
        }

        yield return ("visual.conv1.weight", [width, tower.Stem is null ? 3 : Any, tower.PatchSize, tower.PatchSize]);
        if (weights.Tensors.ContainsKey("visual.conv1.bias"))
            yield return ("visual.conv1.bias", [width]);
        yield return ("visual.positional_embedding", [Any, width]);
        foreach (var tensor in Blocks("visual.transformer.", tower.Transformer).Concat(Norm("visual.ln_post", width)))
            yield return tensor;
        foreach (var tensor in tower.Kind == TowerKind.Clip ? ClipHead(weights, configuration) : AttentionHead(width))
            yield return tensor;
    }

    private static IEnumerable<(string Name, int[] Shape)> Text(SafetensorsFile weights, ClipConfiguration configuration)
    {
        var tower = configuration.Text;
        var width = tower.Transformer.Width;
        yield return ("token_embedding.weight", [tower.VocabularySize, width]);
        yield return ("positional_embedding", [tower.ContextLength, width]);
        foreach (var tensor in Blocks("transformer.", tower.Transformer).Concat(Norm("ln_final", width)))
            yield return tensor;
        foreach (var tensor in Projection(weights, "text_projection", width, configuration.EmbedDim))
            yield return tensor;
    }

    private static IEnumerable<(string Name, int[] Shape)> ClipHead(SafetensorsFile weights, ClipConfiguration configuration)
    {
        var width = configuration.Image.Transformer.Width;
        return [("visual.class_embedding", [width]), .. Norm("visual.ln_pre", width), .. Projection(weights, "visual.proj", width, configuration.EmbedDim)];
    }

    private static IEnumerable<(string Name, int[] Shape)> AttentionHead(int width) =>
    [
        ("visual.attn_pool.probe", [1, 1, width]),
        .. Attention("visual.attn_pool.attn", width),
        .. Norm("visual.attn_pool.ln", width),
        .. Mlp("visual.attn_pool.mlp", width),
    ];

    private static IEnumerable<(string Name, int[] Shape)> Blocks(string prefix, TransformerConfiguration transformer) =>
        Enumerable.Range(0, transformer.Layers).Select(layer => $"{prefix}resblocks.{layer}").SelectMany(block => Norm(block + ".ln_1", transformer.Width)
            .Concat(Attention(block + ".attn", transformer.Width))
            .Concat(Norm(block + ".ln_2", transformer.Width))
            .Concat(Mlp(block + ".mlp", transformer.Width)));

    private static IEnumerable<(string Name, int[] Shape)> Attention(string prefix, int width) =>
    [
        (prefix + ".in_proj_weight", [3 * width, width]),
        (prefix + ".in_proj_bias", [3 * width]),
        (prefix + ".out_proj.weight", [width, width]),
        (prefix + ".out_proj.bias", [width]),
    ];

    private static IEnumerable<(string Name, int[] Shape)> Mlp(string prefix, int width) =>
    [
        (prefix + ".c_fc.weight", [Any, width]),
        (prefix + ".c_fc.bias", [Any]),
        (prefix + ".c_proj.weight", [width, Any]),
        (prefix + ".c_proj.bias", [width]),
    ];

    private static IEnumerable<(string Name, int[] Shape)> Norm(string prefix, int width) => [(prefix + ".weight", [width]), (prefix + ".bias", [width])];

    private static IEnumerable<(string Name, int[] Shape)> Projection(SafetensorsFile weights, string name, int width, int embed)
    {
        if (weights.Tensors.ContainsKey(name))
            return [(name, [width, embed])];
        return weights.Tensors.ContainsKey(name + ".bias") ? [(name + ".weight", [embed, width]), (name + ".bias", [embed])] : [(name + ".weight", [embed, width])];
    }
}

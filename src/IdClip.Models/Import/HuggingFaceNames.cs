using IdClip.Models.Store;
using IdClip.Models.Tensors;

namespace IdClip.Models.Import;

/// <summary>Renames Hugging Face's tensors to OpenAI's names, and joins the three projections of an attention layer to PyTorch's one.</summary>
internal static class HuggingFaceNames
{
    private static readonly (string From, string To)[] Renames =
    [
        ("vision_model.embeddings.class_embedding", "visual.class_embedding"),
        ("vision_model.embeddings.patch_embedding.", "visual.conv1."),
        ("vision_model.embeddings.position_embedding.weight", "visual.positional_embedding"),
        ("vision_model.pre_layrnorm.", "visual.ln_pre."),
        ("vision_model.post_layernorm.", "visual.ln_post."),
        ("vision_model.encoder.layers.", "visual.transformer.resblocks."),
        ("vision_model.head.probe", "visual.attn_pool.probe"),
        ("vision_model.head.attention.", "visual.attn_pool.attn."),
        ("vision_model.head.layernorm.", "visual.attn_pool.ln."),
        ("vision_model.head.mlp.", "visual.attn_pool.mlp."),
        ("visual_projection.", "visual.proj."),
        ("text_model.embeddings.token_embedding.", "token_embedding."),
        ("text_model.embeddings.position_embedding.weight", "positional_embedding"),
        ("text_model.encoder.layers.", "transformer.resblocks."),
        ("text_model.final_layer_norm.", "ln_final."),
        ("text_model.head.", "text_projection."),
        (".layer_norm1.", ".ln_1."),
        (".layer_norm2.", ".ln_2."),
        (".self_attn.", ".attn."),
        (".mlp.fc1.", ".mlp.c_fc."),
        (".mlp.fc2.", ".mlp.c_proj."),
    ];

    private static readonly string[] Parts = [".attn.q_proj.", ".attn.k_proj.", ".attn.v_proj."];

    public static IEnumerable<TensorSource> Convert(SafetensorsFile file)
    {
        // Older checkpoints store the numbers 0, 1, 2... as well.
        var renamed = file.Tensors.Values.Where(entry => !entry.Name.EndsWith(".position_ids", StringComparison.Ordinal)).ToDictionary(entry => Rename(entry.Name));
        foreach (var (name, entry) in renamed)
        {
            if (name.Contains(Parts[0], StringComparison.Ordinal))
                yield return Join(file, renamed, name);
            else if (!Parts.Any(part => name.Contains(part, StringComparison.Ordinal)))
                yield return TensorSource.FromRows(name, file, [entry]);
        }
    }

    private static TensorSource Join(SafetensorsFile file, Dictionary<string, TensorEntry> renamed, string query)
    {
        var entries = Parts.Select(part => query.Replace(Parts[0], part, StringComparison.Ordinal))
            .Select(name => renamed.GetValueOrDefault(name) ?? throw new ModelException($"{file.Path} holds no tensor for '{name}'"))
            .ToArray();
        if (entries.Any(entry => entry.Type != entries[0].Type || !entry.Shape.SequenceEqual(entries[0].Shape)))
            throw new ModelException($"{file.Path}: '{entries[0].Name}' and the two beside it are not of one type and shape");
        return TensorSource.FromRows(query.Replace(Parts[0], ".attn.in_proj_", StringComparison.Ordinal), file, entries);
    }

    private static string Rename(string name) => Renames.Aggregate(name, (current, rename) => current.Replace(rename.From, rename.To, StringComparison.Ordinal));
}

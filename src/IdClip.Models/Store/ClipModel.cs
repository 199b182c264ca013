using IdClip.Models.Clip;
using IdClip.Models.Tokens;

namespace IdClip.Models.Store;

/// <summary>A dual encoder ready to run: its configuration, tokenizer and the two ONNX graphs over its weights.</summary>
public sealed class ClipModel
{
    private ClipModel(string folder) => Folder = folder;

    /// <summary>The folder that holds the model.</summary>
    public string Folder { get; }

    /// <summary>The catalogue's name of the model, for example <c>idclip-mini</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Lower-case hex sha256 of the weights: what vectors are versioned by.</summary>
    public required string Identity { get; init; }

    /// <summary>The towers, as training builds them.</summary>
    public required ClipConfiguration Configuration { get; init; }

    /// <summary>The safetensors file of the weights, under OpenAI's tensor names.</summary>
    public required string Weights { get; init; }

    /// <summary>Width of the shared embedding space.</summary>
    public required int EmbedDim { get; init; }

    /// <summary>Width of the text tower, which is also that of a <c>[TOK]</c> embedding.</summary>
    public required int TextWidth { get; init; }

    /// <summary>How photos become pixels.</summary>
    public required ImagePreprocessing Preprocessing { get; init; }

    /// <summary>The text's tokenizer.</summary>
    public required TextTokenizer Tokenizer { get; init; }

    /// <summary>Graph of <c>pixels [B,3,H,W]</c> float to <c>features [B,EmbedDim]</c>, not normalised.</summary>
    public required string ImageGraph { get; init; }

    /// <summary>Graph of <c>input_ids [B,T]</c> int64, <c>eot [B]</c> int64, <c>tok [B,TextWidth]</c> float to <c>features [B,EmbedDim]</c>, not normalised.</summary>
    public required string TextGraph { get; init; }

    /// <summary>Opens a model folder, writing its graphs first if this version of IdClip has not yet.</summary>
    /// <exception cref="ModelException">A file is missing, damaged or of a kind that is not read; the message says which and what to do.</exception>
    public static ClipModel Open(string folder)
    {
        folder = Path.GetFullPath(folder);
        var manifest = ModelManifest.Read(folder);
        var graphs = GraphCache.Ensure(folder, manifest);
        var text = manifest.Configuration.Text;
        return new ClipModel(folder)
        {
            Name = manifest.Name,
            Identity = manifest.Identity,
            Configuration = manifest.Configuration,
            Weights = Path.Combine(folder, manifest.Weights),
            EmbedDim = manifest.Configuration.EmbedDim,
            TextWidth = text.Transformer.Width,
            Preprocessing = manifest.Preprocessing,
            Tokenizer = manifest.Tokenizer?.Open(folder, text) ?? new MissingTokenizer(manifest.Name, text.TokId, text.ContextLength),
            ImageGraph = Path.Combine(graphs, GraphCache.ImageGraph),
            TextGraph = Path.Combine(graphs, GraphCache.TextGraph),
        };
    }
}

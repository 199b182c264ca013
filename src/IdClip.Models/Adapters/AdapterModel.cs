using IdClip.Models.Store;

namespace IdClip.Models.Adapters;

/// <summary>An adapter ready to run over its base model: the translator, and the two graphs with what was tuned beside it.</summary>
public sealed class AdapterModel
{
    private readonly FaceTranslator translator;

    private AdapterModel(AdapterManifest manifest, FaceTranslator translator) => (Manifest, this.translator) = (manifest, translator);

    /// <summary>What the adapter belongs to and how it is used.</summary>
    public AdapterManifest Manifest { get; }

    /// <summary>Lower-case hex sha256 of the adapter's weights: what its vectors are versioned by.</summary>
    public string Identity => Manifest.WeightsSha256;

    /// <summary>Whether photos have other embeddings than the base model gives them, so that an archive must be indexed again.</summary>
    public required bool ChangesImages { get; init; }

    /// <summary>Graph of the image tower; the base model's own where the adapter does not change images.</summary>
    public required string ImageGraph { get; init; }

    /// <summary>Graph of the text tower; the base model's own where the adapter has a translator only.</summary>
    public required string TextGraph { get; init; }

    /// <summary>Opens an adapter's folder, writing its graphs beside those of the base model if this version of IdClip has not yet.</summary>
    /// <param name="folder">A folder of <c>adapter.json</c> and <c>adapter.safetensors</c>.</param>
    /// <param name="clip">The base model.</param>
    /// <exception cref="ModelException">The adapter belongs to another model, is damaged, or does not fit; the message says which and what to do.</exception>
    public static AdapterModel Open(string folder, ClipModel clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        folder = Path.GetFullPath(folder);
        var manifest = AdapterManifest.Read(folder);
        if (manifest.ModelSha256 != clip.Identity)
            throw new ModelException($"Adapter '{manifest.Name}' was trained over '{manifest.Model}' ({manifest.ModelSha256[..12]}), not over '{clip.Name}' ({clip.Identity[..12]}). Use that model, or train the adapter again.");
        var path = Path.Combine(folder, AdapterManifest.WeightsName);
        var tensors = AdapterTensors.Read(path, manifest.FaceWidth, clip.Configuration);
        if (ModelStore.Hash(path) != manifest.WeightsSha256)
            throw new ModelException($"{path} does not have the sha256 that {AdapterManifest.FileName} states. Copy the adapter's folder again.");
        return new AdapterModel(manifest, tensors.Translator)
        {
            ChangesImages = tensors.ImagePrompts is not null,
            ImageGraph = tensors.ImagePrompts is { } prompts ? AdapterGraphs.EnsureImage(clip, manifest.WeightsSha256, prompts) : clip.ImageGraph,
            TextGraph = tensors.TextPrompts is not null || tensors.TextValue is not null
                ? AdapterGraphs.EnsureText(clip, manifest.WeightsSha256, tensors.TextPrompts, tensors.TextValue)
                : clip.TextGraph,
        };
    }

    /// <summary>Translates a face to the embedding that stands for <c>[TOK]</c>.</summary>
    /// <param name="face">One enrolment embedding, or the normalised mean of a person's: <see cref="AdapterManifest.FaceWidth"/> numbers.</param>
    /// <returns>As many numbers as the text tower is wide.</returns>
    /// <exception cref="ArgumentException">The face has another width.</exception>
    public float[] Translate(ReadOnlySpan<float> face) => face.Length == Manifest.FaceWidth
        ? translator.Translate(face)
        : throw new ArgumentException($"A face of {face.Length} numbers; adapter '{Manifest.Name}' translates {Manifest.FaceWidth} of {Manifest.FaceModel}", nameof(face));
}

using IdClip.Models.Captions;

namespace IdClip.Training.Configuration;

/// <summary>One variant of Id-CLIP as data: what is trained, by which losses, on which texts. Read from a JSON file of <c>configs/</c>.</summary>
public sealed record TrainingConfiguration
{
    /// <summary>What stands for a face in a text.</summary>
    public const string Tok = "[TOK]";

    /// <summary>The variant's short name.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Description { get; init; }

    /// <summary>The base model's name in the model store.</summary>
    public string Model { get; init; } = "idclip-mini";

    /// <summary>The translator of faces, or null for a variant in which nothing is trained.</summary>
    public TranslatorSettings? Translator { get; init; }

    /// <summary>Visual prompt tokens, 0 to 200 (paper section 3.3: 1, 5 and 50).</summary>
    public int ImagePrompts { get; init; }

    /// <summary>Text prompt tokens, 0 to 200.</summary>
    public int TextPrompts { get; init; }

    /// <summary>Rank of a learned update of the value matrix of the last text layer (LoRA), 0 for none to 64; POLAR has 1 (arXiv 2506.10182).</summary>
    public int TextValueRank { get; init; }

    /// <summary>The losses.</summary>
    public LossSettings Loss { get; init; } = new();

    /// <summary>Training prompts, one of which is drawn for each text and followed by the caption; each holds <c>[TOK]</c> once. The default is the authors' six.</summary>
    public IReadOnlyList<string> Prompts { get; init; } =
    [
        "An image with [TOK]",
        "An image containing [TOK]",
        "[TOK]",
        "A picture of [TOK]",
        "[TOK] in the image",
        "There is [TOK] in the picture",
    ];

    /// <summary>Share of captions in which <c>[TOK]</c> stands where they name the person instead of in a prompt before them, 0 to 1; only captions with one word for one person have such a place. The authors train with 0.</summary>
    public double InPlace { get; init; }

    /// <summary>What stands for the person in a query when the variant is measured, or null for the caption alone.</summary>
    public CaptionExpansion? Query { get; init; } = CaptionExpansion.ImageWithToken;

    /// <summary>AdamW.</summary>
    public OptimiserSettings Optimiser { get; init; } = new();

    /// <summary>Batches.</summary>
    public BatchSettings Batch { get; init; } = new();

    /// <summary>Passes over all pairs of photo and caption, 1 to 10,000.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Epochs without a better validation sum after which a run ends early, 0 to never; nothing ends early without validation photos.</summary>
    public int Patience { get; init; } = 3;

    /// <summary>Seed of initial values, of the order of pairs and of every draw.</summary>
    public int Seed { get; init; } = 1234;

    /// <summary>Reads a configuration.</summary>
    /// <param name="path">A JSON file of at most 1 MB; comments and trailing commas are allowed, unknown fields are not.</param>
    /// <exception cref="TrainingException">The file is missing, a field is unknown or a value is out of its range; the message names both.</exception>
    public static TrainingConfiguration Load(string path) => ConfigurationFile.Read(path);
}

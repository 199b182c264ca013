using IdClip.Models.Clip;

namespace IdClip.Models.Import;

/// <summary>What the tensors of a checkpoint do not tell: read from the configuration beside them, or assumed.</summary>
internal sealed record CheckpointHints
{
    public TowerKind Kind { get; init; } = TowerKind.Clip;

    /// <summary>Null where heads are 64 wide, as in all of OpenAI's models.</summary>
    public int? ImageHeads { get; init; }

    public int? TextHeads { get; init; }

    public Activation ImageActivation { get; init; } = Activation.QuickGelu;

    public Activation TextActivation { get; init; } = Activation.QuickGelu;

    public float ImageEpsilon { get; init; } = 1e-5f;

    public float TextEpsilon { get; init; } = 1e-5f;

    public IReadOnlyList<StemStep>? Stem { get; init; }

    /// <summary>What was assumed for want of a configuration, or null.</summary>
    public string? Assumption { get; init; }

    /// <summary>Side of the input where it does not follow from the positions.</summary>
    public int? ImageSize { get; init; }

    public ImageFit Fit { get; init; } = ImageFit.CropCentre;

    public IReadOnlyList<float> Mean { get; init; } = [0.48145466f, 0.4578275f, 0.40821073f];

    public IReadOnlyList<float> Std { get; init; } = [0.26862954f, 0.26130258f, 0.27577711f];
}

namespace IdClip.Synthesis;

/// <summary>What a run made and left out; <c>synthesis.json</c> of the output. It holds no times, so that a repeated run writes the same bytes.</summary>
public sealed record SynthesisSummary
{
    /// <summary>The file's name in the output.</summary>
    public const string FileName = "synthesis.json";

    /// <summary>Sha256 of everything that decides the result: options, contexts, gallery, models, swapper.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>What says aloud that the photos are synthetic.</summary>
    public required string Notice { get; init; }

    /// <summary>The gallery's licence, or null where research was allowed without.</summary>
    public required string? Licence { get; init; }

    /// <summary>The consent that the gallery states, or null where research was allowed without.</summary>
    public required string? Consent { get; init; }

    /// <summary>True if the run was allowed for research.</summary>
    public required bool Research { get; init; }

    /// <summary>Identity of the swapper.</summary>
    public required string Swapper { get; init; }

    /// <summary>Identity of the recogniser that chooses.</summary>
    public required string Recogniser { get; init; }

    /// <summary>Identity of the recogniser that only judges, or null.</summary>
    public required string? Judge { get; init; }

    /// <summary>Identity of the model that estimated what the gallery does not state of gender and age, or null.</summary>
    public required string? AttributeModel { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>Identities asked for in each context.</summary>
    public required int PerContext { get; init; }

    /// <summary>The rule for contexts.</summary>
    public required ContextLimits ContextLimits { get; init; }

    /// <summary>The rule for gallery photos.</summary>
    public required GalleryLimits GalleryLimits { get; init; }

    /// <summary>The rule for synthetic photos.</summary>
    public required QualityLimits Quality { get; init; }

    /// <summary>Captioned photos that were looked at.</summary>
    public required int CaptionedPhotos { get; init; }

    /// <summary>Captioned photos that became contexts.</summary>
    public required int Contexts { get; init; }

    /// <summary>Captioned photos that did not, by reason.</summary>
    public required IReadOnlyDictionary<Rejection, int> ContextRejections { get; init; }

    /// <summary>Gallery photos that were looked at.</summary>
    public required int GalleryPhotos { get; init; }

    /// <summary>Identities that are used.</summary>
    public required int Identities { get; init; }

    /// <summary>Gallery photos that are not used, by reason; under <see cref="Rejection.FewPhotos"/>, identities.</summary>
    public required IReadOnlyDictionary<Rejection, int> GalleryRejections { get; init; }

    /// <summary>Photos planned: contexts times fitting identities.</summary>
    public required int Planned { get; init; }

    /// <summary>Photos made and kept.</summary>
    public required int Kept { get; init; }

    /// <summary>Photos dropped after the last attempt, by that attempt's reason.</summary>
    public required IReadOnlyDictionary<Rejection, int> Dropped { get; init; }

    /// <summary>Source photos tried that failed, by reason, those of photos that succeeded later included.</summary>
    public required IReadOnlyDictionary<Rejection, int> FailedAttempts { get; init; }

    /// <summary>Kept photos of each split.</summary>
    public required IReadOnlyDictionary<Split, int> Splits { get; init; }
}

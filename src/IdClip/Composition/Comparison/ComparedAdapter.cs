using IdClip.Encoding;
using IdClip.Evaluation.Comparison;
using IdClip.Models.Captions;
using IdClip.Search.Calibration;

namespace IdClip.Composition.Comparison;

/// <summary>An adapter with the enrolment by the recogniser that it translates.</summary>
/// <param name="Encoder">The adapter's graphs.</param>
/// <param name="People">Everybody's enrolment.</param>
internal sealed record ComparedAdapter(AdapterEncoder Encoder, EnrolledPeople People)
{
    // The configurations of the paper; every other one is ours. Its own best is what ours are compared to.
    private const string Reference = "id-clip-vpt-5";

    private static readonly HashSet<string> Paper =
    [
        Reference, "translator", "id-clip-vpt-1", "id-clip-vpt-50", "id-clip-tpt-5", "id-clip-vpt-5-tpt-5", "id-clip-vpt-5-fixed-prompt", "id-clip-vpt-5-person",
        "id-clip-vpt-5-person-bce",
    ];

    /// <summary>What an adapter is asked in: all six forms in one template, and the first of them in all templates.</summary>
    public static IReadOnlyList<QueryForm> Forms { get; } =
    [
        Joint,
        .. new[]
        {
            CaptionExpansion.Token, CaptionExpansion.TokenName, CaptionExpansion.NameToken,
            CaptionExpansion.ImageWithToken, CaptionExpansion.TokenFirst, CaptionExpansion.TokenTwice,
        }.Select(expansion => new QueryForm(expansion, TemplateUse.Fifth)),
        new(CaptionExpansion.Token, TemplateUse.Each),
        new(CaptionExpansion.Token, TemplateUse.Mean),
    ];

    /// <summary>How a search asks an adapter.</summary>
    public static QueryForm Joint => new(CaptionExpansion.Token, TemplateUse.First);

    /// <summary>The adapter's name.</summary>
    public string Name => Encoder.Adapter.Manifest.Name;

    /// <summary>What the adapter is in the comparison.</summary>
    public SystemRole Role => (Encoder.Adapter.Manifest.Origin?.Configuration ?? Name) switch
    {
        Reference => SystemRole.Reference,
        var other when Paper.Contains(other) => SystemRole.Other,
        _ => SystemRole.Ours,
    };

    /// <summary>The calibration of its similarities: its own, or where it has none the base model's.</summary>
    public ContextCalibration CalibrationOr(ContextCalibration shipped) => Encoder.Adapter.Manifest.Calibration is { } own
        ? new(own.Slope, own.Midpoint, own.TypicalMean, own.TypicalDeviation, own.TypicalPhotos)
        : shipped;

    /// <summary>Embeds texts with the faces of the people they are about.</summary>
    public IReadOnlyList<float[]> EncodeTexts(IReadOnlyList<PersonText> texts) =>
        Encoder.EncodeTexts([.. texts.Select(text => (text.Text, People.Templates[text.Person!]))]);
}

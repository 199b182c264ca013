using System.Text.Json;
using IdClip.Search.Evidence;

namespace IdClip.Search.Calibration;

/// <summary>How similarities of one pair of models become probabilities, and how those are fused.</summary>
/// <param name="Person">From the cosine of a face to an enrolment.</param>
/// <param name="Context">From image-text similarities.</param>
/// <param name="Weights">Weights of the evidence.</param>
public sealed record SearchCalibration(LogisticCalibration Person, ContextCalibration Context, FusionWeights Weights)
{
    private static readonly Lazy<ShippedCalibrations> Shipped = new(ShippedCalibrations.Read);

    /// <summary>The calibration that ships for two models, with the archive's own weights where <c>eval --fit</c> stored some.</summary>
    /// <param name="imageModel">Identity of the image tower; an unknown one gets what suits CLIP models of the usual training.</param>
    /// <param name="faceModel">Identity of the face recogniser; an unknown one gets SFace's.</param>
    /// <param name="archiveFolder">Folder whose <c>search.json</c> is read, or null.</param>
    /// <exception cref="JsonException"><c>search.json</c> is damaged; the message names it.</exception>
    public static SearchCalibration For(string imageModel, string faceModel, string? archiveFolder = null) => new(
        Shipped.Value.PersonOf(faceModel), Shipped.Value.ContextOf(imageModel),
        (archiveFolder is null ? null : FusionWeights.Load(archiveFolder)) ?? new FusionWeights());
}

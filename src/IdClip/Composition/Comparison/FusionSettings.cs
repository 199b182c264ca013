using IdClip.Search.Calibration;

namespace IdClip.Composition.Comparison;

/// <summary>How evidence is calibrated and weighed.</summary>
/// <param name="Calibration">Of faces and words, with their weights.</param>
/// <param name="JointWeight">Exponent of an adapter's evidence.</param>
internal sealed record FusionSettings(SearchCalibration Calibration, double JointWeight = 0.5);

namespace IdClip.Training.Configuration;

/// <summary>The losses of a variant.</summary>
/// <param name="Temperature">What cosines are scaled by.</param>
/// <param name="CaptionWeight">Weight of InfoNCE over texts with a face and a caption.</param>
/// <param name="PersonWeight">Weight of the loss over texts with a face alone; 0 leaves them out.</param>
/// <param name="Person">Which loss that is.</param>
public sealed record LossSettings(
    TemperatureKind Temperature = TemperatureKind.Fixed,
    double CaptionWeight = 1,
    double PersonWeight = 0,
    PersonLoss Person = PersonLoss.CrossEntropy);

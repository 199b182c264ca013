namespace IdClip.Search.Recognition;

/// <summary>A face that is probably a person, as long as nobody has said so.</summary>
/// <param name="FaceId">The face.</param>
/// <param name="Probability">Calibrated, 0..1.</param>
public sealed record RecognisedFace(long FaceId, double Probability);

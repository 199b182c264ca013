using IdClip.Search.Calibration;

namespace IdClip.Composition.Comparison;

/// <summary>What an adapter contributes to our system.</summary>
/// <param name="Name">The adapter's name.</param>
/// <param name="Questions">Its similarities to each question's words with the face.</param>
/// <param name="People">Its similarities to each person's face alone.</param>
/// <param name="Calibration">Of these similarities.</param>
internal sealed record JointEvidence(string Name, PhotoSimilarities Questions, PhotoSimilarities People, ContextCalibration Calibration);

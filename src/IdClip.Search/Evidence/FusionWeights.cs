namespace IdClip.Search.Evidence;

/// <summary>How much each kind of evidence counts: <c>log score = sum of weight x log probability</c>.</summary>
/// <remarks>Exponents of a product of probabilities, so a part that is certain stops counting and the others rank. Kept in <c>search.json</c> of the archive once fitted.</remarks>
/// <param name="Person">Exponent of each person's probability, 0..10.</param>
/// <param name="Context">Exponent of the context's probability, 0..10.</param>
/// <param name="MissedFace">Probability that a person is in a photo although no face of theirs was detected, above 0 and below 1.</param>
public sealed record FusionWeights(double Person = 1, double Context = 1, double MissedFace = 0.01);

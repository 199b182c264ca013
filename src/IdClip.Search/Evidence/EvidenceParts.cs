namespace IdClip.Search.Evidence;

/// <summary>What each kind of evidence says of a photo.</summary>
/// <param name="Person">Probability that the likeliest face is the person, 0..1; the chance of an undetected face where there is none that likely.</param>
/// <param name="Context">Probability that the photo fits the words, or null where they were not asked.</param>
/// <param name="Joint">Probability of an adapter's evidence, or null where there is none.</param>
public readonly record struct EvidenceParts(double Person, double? Context, double? Joint);

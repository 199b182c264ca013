using IdClip.Archive.People;

namespace IdClip.Search.Recognition;

/// <summary>Who somebody without a name probably is.</summary>
/// <param name="Person">The person.</param>
/// <param name="Probability">Mean over the faces looked at of the calibrated probability, 0..1.</param>
public sealed record PersonSuggestion(EnrolledPerson Person, double Probability);

using IdClip.Evaluation.Protocol;
using IdClip.Search.Evidence;

namespace IdClip.Composition.Comparison;

/// <summary>A question that a system did not answer right at the first place.</summary>
/// <param name="Question">The question.</param>
/// <param name="Rank">Where the wanted photo came, 2 or more.</param>
/// <param name="Wanted">What was made of the wanted photo.</param>
/// <param name="First">The photo that came first.</param>
/// <param name="FirstParts">What was made of that.</param>
internal sealed record Failure(RecallQuestion Question, int Rank, EvidenceParts Wanted, ManifestEntry First, EvidenceParts FirstParts);

using IdClip.Evaluation.Protocol;

namespace IdClip.Evaluation.Report;

/// <summary>How one question came out with one kind of evidence.</summary>
/// <param name="Question">The question.</param>
/// <param name="Evidence">What it was asked with.</param>
/// <param name="PhotoRank">Place of that very photo among the answers, 1 for the top; 0 where it was not found.</param>
/// <param name="SceneRank">Place of the first photo of the same person in the same context; 0 where none was found.</param>
/// <param name="Elapsed">How long the search took.</param>
public sealed record RecallOutcome(RecallQuestion Question, RecallEvidence Evidence, int PhotoRank, int SceneRank, TimeSpan Elapsed);

using IdClip.Evaluation.Metrics;

namespace IdClip.Evaluation.Report;

/// <summary>The recall of one kind of evidence.</summary>
/// <param name="Evidence">What the questions were asked with.</param>
/// <param name="Photo">By k (1, 5, 10, 50): recall where only that very photo is right.</param>
/// <param name="Scene">By k: recall where any photo of the same person in the same context is right.</param>
/// <param name="SecondsPerQuery">Mean time of a search in seconds.</param>
public sealed record RecallRow(
    RecallEvidence Evidence, IReadOnlyDictionary<int, Interval> Photo, IReadOnlyDictionary<int, Interval> Scene, double SecondsPerQuery);

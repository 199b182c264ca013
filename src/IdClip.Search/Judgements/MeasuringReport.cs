using IdClip.Archive.Judgements;

namespace IdClip.Search.Judgements;

/// <summary>What came of a measurement.</summary>
/// <param name="Measured">The figures, which are kept.</param>
/// <param name="LeftOut">Queries, adapters and photos that were left out, each with the reason, in sentences for people.</param>
public sealed record MeasuringReport(RecallMeasurement Measured, IReadOnlyList<string> LeftOut);

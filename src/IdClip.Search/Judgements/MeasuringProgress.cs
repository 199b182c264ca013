namespace IdClip.Search.Judgements;

/// <summary>How far a measurement is.</summary>
/// <param name="Adapter">The adapter that is being measured; null while the queries are asked without any.</param>
/// <param name="Encoding">Whether photos are being encoded for it; else queries are asked.</param>
/// <param name="Done">Photos encoded, or queries asked.</param>
/// <param name="Total">Of how many.</param>
/// <param name="Remaining">Estimated time until the photos are encoded; null while there is none.</param>
public sealed record MeasuringProgress(string? Adapter, bool Encoding, int Done, int Total, TimeSpan? Remaining);

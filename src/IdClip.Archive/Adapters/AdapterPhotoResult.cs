namespace IdClip.Archive.Adapters;

/// <summary>What came of one photo.</summary>
/// <param name="Id">The photo.</param>
/// <param name="Path">For the report.</param>
/// <param name="Embedding">Unit length; empty with a failure.</param>
/// <param name="Failure">Why it has no vector, or null.</param>
internal sealed record AdapterPhotoResult(long Id, string Path, float[] Embedding, string? Failure);

using IdClip.Archive.Ingest;

namespace IdClip.Archive.Adapters;

/// <summary>What a run over the photos without a vector did.</summary>
/// <param name="Encoded">Photos that got a vector; each frame of a video counts.</param>
/// <param name="FailedCount">Photos that got none: searches rank them by the other evidence, and the next run tries them again.</param>
/// <param name="Failed">The first 1,000 of them.</param>
/// <param name="Elapsed">The whole time.</param>
public sealed record AdapterReport(int Encoded, int FailedCount, IReadOnlyList<IngestFailure> Failed, TimeSpan Elapsed);

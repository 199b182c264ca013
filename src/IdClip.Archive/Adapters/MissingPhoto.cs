namespace IdClip.Archive.Adapters;

/// <summary>A photo without a vector of an adapter.</summary>
/// <param name="Id">The photo.</param>
/// <param name="ContentId">What its files hold.</param>
/// <param name="FrameSeconds">Its time in a video, null for a picture.</param>
/// <param name="Files">The files that held it when they were last read.</param>
internal sealed record MissingPhoto(long Id, long ContentId, double? FrameSeconds, IReadOnlyList<KnownFile> Files);

using IdClip.Archive.Catalogue;

namespace IdClip.Archive.Ingest.Video;

/// <summary>A frame of a video that is kept.</summary>
/// <param name="Place">Its place among the frames that were looked at.</param>
/// <param name="Tracks">The track of each of its faces, one object a track; null for a face that no other frame shows.</param>
internal readonly record struct ChosenFrame(int Place, IReadOnlyList<FaceTrack?> Tracks);

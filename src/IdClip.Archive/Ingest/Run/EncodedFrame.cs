using IdClip.Archive.Catalogue;

namespace IdClip.Archive.Ingest.Run;

/// <summary>A photo to store.</summary>
/// <param name="Seconds">Its time in the video, null for a picture.</param>
/// <param name="Encoding">What the encoder found.</param>
/// <param name="Tracks">The track of each face, one object a track; empty for a picture.</param>
internal sealed record EncodedFrame(double? Seconds, PhotoEncoding Encoding, IReadOnlyList<FaceTrack?> Tracks)
{
    /// <summary>Its faces with their tracks.</summary>
    public IEnumerable<(FaceEncoding Face, FaceTrack? Track)> Faces => Encoding.Faces.Select((face, i) => (face, Tracks.ElementAtOrDefault(i)));
}

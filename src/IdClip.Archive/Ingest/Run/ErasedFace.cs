using IdClip.Archive.People;

namespace IdClip.Archive.Ingest.Run;

/// <summary>A face box whose vector was erased when its person was forgotten.</summary>
internal sealed record ErasedFace(double? FrameSeconds, float X, float Y, float Width, float Height)
{
    /// <summary>Whether a new detection in the same content is this face.</summary>
    public bool IsSameFace(double? frameSeconds, FaceEncoding face) =>
        frameSeconds == FrameSeconds
        && new FaceBox(X, Y, Width, Height).Overlap(new(face.X, face.Y, face.Width, face.Height)) >= FaceBox.LeastOverlap;
}

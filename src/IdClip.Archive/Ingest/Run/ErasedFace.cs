namespace IdClip.Archive.Ingest.Run;

/// <summary>A face box whose vector was erased when its person was forgotten.</summary>
internal sealed record ErasedFace(double? FrameSeconds, float X, float Y, float Width, float Height)
{
    private const float LeastOverlap = 0.3f;

    /// <summary>Whether a new detection in the same content is this face: intersection over union of the boxes.</summary>
    public bool IsSameFace(double? frameSeconds, FaceEncoding face)
    {
        if (frameSeconds != FrameSeconds)
            return false;
        var width = Math.Min(X + Width, face.X + face.Width) - Math.Max(X, face.X);
        var height = Math.Min(Y + Height, face.Y + face.Height) - Math.Max(Y, face.Y);
        if (width <= 0 || height <= 0)
            return false;
        var common = width * height;
        return common / (Width * Height + face.Width * face.Height - common) >= LeastOverlap;
    }
}

namespace IdClip.Encoding.Faces;

/// <summary>A detection before recognition; coordinates in pixels of whichever picture was searched.</summary>
internal readonly record struct DetectedFace(FaceBox Box, float[] Landmarks, float Score)
{
    /// <summary>The same face in a picture <paramref name="factor"/> times as large.</summary>
    public DetectedFace Times(float factor) => new(
        new FaceBox(Box.X * factor, Box.Y * factor, Box.Width * factor, Box.Height * factor),
        Array.ConvertAll(Landmarks, value => value * factor),
        Score);
}

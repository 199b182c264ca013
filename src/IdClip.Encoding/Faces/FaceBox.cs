namespace IdClip.Encoding.Faces;

/// <summary>A face's rectangle in pixels of the upright photo at its full size.</summary>
public readonly record struct FaceBox(float X, float Y, float Width, float Height);

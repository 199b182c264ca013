using IdClip.Encoding.Faces;
using IdClip.Synthesis.Swapping;

namespace IdClip.Synthesis;

/// <summary>When a photo shows one dominant clear face. Pose is estimated from the five landmarks, to about ten degrees.</summary>
public sealed record FaceRule
{
    /// <summary>Lowest confidence of the detector, 0..1.</summary>
    public float MinScore { get; init; } = .7f;

    /// <summary>Shortest side of the face's box in pixels of the full photo.</summary>
    public float MinSide { get; init; } = 40;

    /// <summary>Lowest variance of the Laplacian, <see cref="Face.Sharpness"/>.</summary>
    public float MinSharpness { get; init; } = 20;

    /// <summary>How many times the area of the next face the largest must have, 1 or more.</summary>
    public float Dominance { get; init; } = 2;

    /// <summary>Most degrees that the face may look to the side.</summary>
    public float MaxYaw { get; init; } = 35;

    /// <summary>Most degrees that the face may be turned in the picture's plane.</summary>
    public float MaxRoll { get; init; } = 35;

    /// <summary>Why a photo with these faces does not pass, or null if the first is dominant and clear.</summary>
    /// <param name="faces">All faces of a photo, the largest first.</param>
    internal Rejection? Reject(IReadOnlyList<Face> faces)
    {
        if (faces.Count == 0)
            return Rejection.NoFace;
        var face = faces[0];
        if (faces.Count > 1 && Area(face) < Dominance * Area(faces[1]))
            return Rejection.SeveralFaces;
        if (face.Score < MinScore)
            return Rejection.UnsureFace;
        if (Math.Min(face.Box.Width, face.Box.Height) < MinSide)
            return Rejection.SmallFace;
        var pose = FacePose.Of(face.Landmarks);
        if (Math.Abs(pose.Yaw) > MaxYaw || Math.Abs(pose.Roll) > MaxRoll)
            return Rejection.TurnedFace;
        return face.Sharpness < MinSharpness ? Rejection.BlurredFace : null;
    }

    private static float Area(Face face) => face.Box.Width * face.Box.Height;
}

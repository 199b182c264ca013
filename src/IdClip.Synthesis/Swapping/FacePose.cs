namespace IdClip.Synthesis.Swapping;

/// <summary>Where a face looks, in degrees, estimated from its five landmarks: good to about ten degrees, which is enough to choose among photos.</summary>
/// <param name="Yaw">To the side; positive when the nose points to the right of the picture.</param>
/// <param name="Pitch">Up and down; positive when the nose points down.</param>
/// <param name="Roll">Turn in the picture's plane; positive is clockwise.</param>
internal readonly record struct FacePose(float Yaw, float Pitch, float Roll)
{
    // Of a head of average size, in parts of the distance between the pupils: how far the nose tip stands out before the plane of eyes and mouth.
    private const float NoseDepth = .63f;

    // Where the nose tip lies between the line of the eyes (0) and that of the mouth (1) in a face seen from the front: ArcFace's template.
    private const float NoseHeight = .494f;

    // A turn in the plane is undone by the alignment and costs only where light comes from.
    private const float RollWeight = .2f;

    /// <summary>The same pose in a mirror.</summary>
    public FacePose InMirror() => new(-Yaw, Pitch, -Roll);

    /// <summary>Estimates the pose.</summary>
    /// <param name="landmarks">Ten numbers in the order of <see cref="Encoding.Faces.Face.Landmarks"/>.</param>
    public static FacePose Of(ReadOnlySpan<float> landmarks)
    {
        float acrossX = landmarks[2] - landmarks[0], acrossY = landmarks[3] - landmarks[1];
        var distance = MathF.Sqrt((acrossX * acrossX) + (acrossY * acrossY));
        if (distance == 0)
            return default;
        float cos = acrossX / distance, sin = acrossY / distance;
        float eyesX = (landmarks[0] + landmarks[2]) / 2, eyesY = (landmarks[1] + landmarks[3]) / 2;
        var (noseX, noseY) = Turn(landmarks[4] - eyesX, landmarks[5] - eyesY);
        var (mouthX, mouthY) = Turn(((landmarks[6] + landmarks[8]) / 2) - eyesX, ((landmarks[7] + landmarks[9]) / 2) - eyesY);
        // A mouth level with the eyes happens only in false detections; the floor keeps the numbers finite.
        var height = MathF.Max(mouthY, .2f * distance);
        var side = (noseX - (NoseHeight * mouthX)) / distance;
        var down = (noseY - (NoseHeight * height)) / distance;
        return new(Degrees(MathF.Atan(side / NoseDepth)), Degrees(MathF.Atan(down / NoseDepth)), Degrees(MathF.Atan2(acrossY, acrossX)));

        (float X, float Y) Turn(float x, float y) => ((x * cos) + (y * sin), (y * cos) - (x * sin));
    }

    /// <summary>How far two poses are apart, in degrees.</summary>
    public float DistanceTo(FacePose other)
    {
        var roll = RollWeight * MathF.IEEERemainder(Roll - other.Roll, 360);
        return MathF.Sqrt(((Yaw - other.Yaw) * (Yaw - other.Yaw)) + ((Pitch - other.Pitch) * (Pitch - other.Pitch)) + (roll * roll));
    }

    private static float Degrees(float radians) => radians * (180 / MathF.PI);
}

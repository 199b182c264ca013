namespace IdClip.Synthesis.Swapping;

/// <summary>The outline of the inner face, from the brows to above the chin and without hair and ears, as distances from a centre at even angles.</summary>
internal sealed class FaceContour
{
    /// <summary>How many directions are kept.</summary>
    public const int Directions = 128;

    private const int StepsPerSpan = 8;

    private FaceContour(float x, float y, float[] radii) => (X, Y, Radii) = (x, y, radii);

    /// <summary>The centre.</summary>
    public float X { get; }

    /// <inheritdoc cref="X"/>
    public float Y { get; }

    /// <summary>Distance of the outline from the centre; direction i is at the angle 2 pi i / <see cref="Directions"/> from the x axis towards the y axis.</summary>
    public float[] Radii { get; }

    /// <summary>Draws the outline through points placed by the landmarks. A side that is turned away has its eye and mouth corner closer to the nose, and gets as much narrower.</summary>
    /// <param name="landmarks">Ten numbers in the order of <see cref="Encoding.Faces.Face.Landmarks"/>.</param>
    /// <exception cref="SwapException">The landmarks are not those of a face.</exception>
    public static FaceContour Of(ReadOnlySpan<float> landmarks)
    {
        float rightX = landmarks[0], rightY = landmarks[1], leftX = landmarks[2], leftY = landmarks[3], noseX = landmarks[4], noseY = landmarks[5];
        float mouthRightX = landmarks[6], mouthRightY = landmarks[7], mouthLeftX = landmarks[8], mouthLeftY = landmarks[9];
        float acrossX = leftX - rightX, acrossY = leftY - rightY;
        var eyes = MathF.Sqrt((acrossX * acrossX) + (acrossY * acrossY));
        float downX = (mouthRightX + mouthLeftX - rightX - leftX) / 2, downY = (mouthRightY + mouthLeftY - rightY - leftY) / 2;
        if (!(eyes > 0) || !((acrossX * downY) - (acrossY * downX) > .1f * eyes * eyes))
            throw new SwapException("the landmarks are not those of a face seen from the front: eyes and mouth do not lie as they should");
        acrossX /= eyes;
        acrossY /= eyes;
        var narrowest = .12f * eyes;
        var right = Math.Clamp(((noseX - rightX) * acrossX) + ((noseY - rightY) * acrossY), narrowest, eyes);
        var left = Math.Clamp(((leftX - noseX) * acrossX) + ((leftY - noseY) * acrossY), narrowest, eyes);

        // Measured on ArcFace's template of an average face, where the brows lie .26 of eyes-to-mouth above the eyes, the chin .58 below the mouth, and the face's edge .9 of eye-to-nose outside of the eye.
        ReadOnlySpan<(float Eye, float Side, float Down, bool Right)> points =
        [
            (1, .66f, 0, true), (1, .52f, -.27f, true), (1, .05f, -.46f, true),
            (1, .05f, -.46f, false), (1, .52f, -.27f, false), (1, .66f, 0, false),
            (.5f, .72f, 0, false), (0, .62f, 0, false), (0, .22f, .28f, false), (0, -.45f, .42f, false),
            (0, -.45f, .42f, true), (0, .22f, .28f, true), (0, .62f, 0, true), (.5f, .72f, 0, true),
        ];
        Span<(float X, float Y)> corners = stackalloc (float, float)[points.Length];
        float centreX = 0, centreY = 0;
        for (var i = 0; i < points.Length; i++)
        {
            var (eye, side, down, isRight) = points[i];
            var (eyeX, eyeY, mouthX, mouthY) = isRight ? (rightX, rightY, mouthRightX, mouthRightY) : (leftX, leftY, mouthLeftX, mouthLeftY);
            var outward = side * (isRight ? -right : left);
            var x = (eye * eyeX) + ((1 - eye) * mouthX) + (outward * acrossX) + (down * downX);
            var y = (eye * eyeY) + ((1 - eye) * mouthY) + (outward * acrossY) + (down * downY);
            corners[i] = (x, y);
            centreX += x / points.Length;
            centreY += y / points.Length;
        }

        return new(centreX, centreY, Sweep(corners, centreX, centreY));
    }

    /// <summary>The same outline with other distances.</summary>
    public FaceContour With(float[] radii) => new(X, Y, radii);

    /// <summary>The same outline, larger.</summary>
    public FaceContour Times(float size) => With(Array.ConvertAll(Radii, radius => radius * size));

    /// <summary>A point on the line from the centre in a direction.</summary>
    public (float X, float Y) Point(int direction, float radius)
    {
        var (sin, cos) = MathF.SinCos(2 * MathF.PI * direction / Directions);
        return (X + (radius * cos), Y + (radius * sin));
    }

    /// <summary>How far inside the outline a point lies, along the line from the centre; negative outside.</summary>
    public float Depth(float x, float y)
    {
        float dx = x - X, dy = y - Y;
        var turn = MathF.Atan2(dy, dx) * (Directions / (2 * MathF.PI));
        if (turn < 0)
            turn += Directions;
        var direction = (int)turn;
        var part = turn - direction;
        return (Radii[direction % Directions] * (1 - part)) + (Radii[(direction + 1) % Directions] * part) - MathF.Sqrt((dx * dx) + (dy * dy));
    }

    /// <summary>A closed Catmull-Rom curve through the corners, read at even angles.</summary>
    private static float[] Sweep(ReadOnlySpan<(float X, float Y)> corners, float centreX, float centreY)
    {
        var count = corners.Length * StepsPerSpan;
        var angles = new float[count];
        var distances = new float[count];
        for (var i = 0; i < count; i++)
        {
            var span = i / StepsPerSpan;
            var t = (float)(i % StepsPerSpan) / StepsPerSpan;
            var (a, b) = (corners[(span + corners.Length - 1) % corners.Length], corners[span]);
            var (c, d) = (corners[(span + 1) % corners.Length], corners[(span + 2) % corners.Length]);
            float x = Curve(a.X, b.X, c.X, d.X, t) - centreX, y = Curve(a.Y, b.Y, c.Y, d.Y, t) - centreY;
            angles[i] = MathF.Atan2(y, x);
            distances[i] = MathF.Sqrt((x * x) + (y * y));
        }

        Array.Sort(angles, distances);
        var radii = new float[Directions];
        for (var direction = 0; direction < Directions; direction++)
        {
            var angle = MathF.IEEERemainder(2 * MathF.PI * direction / Directions, 2 * MathF.PI);
            var next = Array.BinarySearch(angles, angle);
            if (next < 0)
                next = ~next;
            var (before, after) = ((next + count - 1) % count, next % count);
            var gap = angles[after] - angles[before] + (next is 0 || next == count ? 2 * MathF.PI : 0);
            var way = angle - angles[before] + (next == 0 ? 2 * MathF.PI : 0);
            var part = gap > 0 ? Math.Clamp(way / gap, 0, 1) : 0;
            radii[direction] = (distances[before] * (1 - part)) + (distances[after] * part);
        }

        return radii;
    }

    private static float Curve(float a, float b, float c, float d, float t) =>
        .5f * ((2 * b) + ((c - a) * t) + (((2 * a) - (5 * b) + (4 * c) - d) * t * t) + (((3 * (b - c)) + d - a) * t * t * t));
}

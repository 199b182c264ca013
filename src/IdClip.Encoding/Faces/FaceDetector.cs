using System.Globalization;
using IdClip.Encoding.Pictures;
using IdClip.Encoding.Sessions;

namespace IdClip.Encoding.Faces;

/// <summary>YuNet (Wu, Peng and Yu 2023): boxes with five landmarks at strides 8, 16 and 32, decoded as OpenCV's <c>FaceDetectorYN</c> does. Thread-safe.</summary>
internal sealed class FaceDetector(OnnxModel model, EncoderOptions options) : IDisposable
{
    private const float OverlapAllowed = .3f;
    private const int MostCandidates = 5000;
    private static readonly int[] Strides = [8, 16, 32];
    private static readonly (string Name, int Numbers)[] Heads = [("cls", 1), ("obj", 1), ("bbox", 4), ("kps", 10)];

    /// <summary>Finds faces; coordinates are pixels of <paramref name="photo"/>, the largest first.</summary>
    public IReadOnlyList<DetectedFace> Detect(RgbView photo)
    {
        var (shape, width, height) = DetectorShape.For(photo.Width, photo.Height);
        var key = string.Create(CultureInfo.InvariantCulture, $"{shape.Width}x{shape.Height}");
        var lane = model.Rent(key, () => CreateLane(shape));
        try
        {
            var pixels = lane.Input(0).AsSpan();
            if (width < shape.Width || height < shape.Height)
                pixels.Clear();
            Resampler.Resize(photo, width, height, 0, 0, new PlanarImage(pixels, shape.Width, shape.Height, PixelScale.RawBgr), ResampleKernel.Bilinear);
            model.Run(lane);
            var candidates = Decode(lane, shape);
            var scale = (float)photo.Width / width;
            return [.. Suppress(candidates).Select(face => face.Times(scale)).OrderByDescending(face => face.Box.Width * face.Box.Height)];
        }
        finally
        {
            model.Return(key, lane);
        }
    }

    public void Dispose() => model.Dispose();

    private SessionLane CreateLane(DetectorShape shape) => new(
        [new LaneTensor(model.InputNames[0], [1, 3, shape.Height, shape.Width])],
        [.. from head in Heads
            from stride in Strides
            select new LaneTensor(
                string.Create(CultureInfo.InvariantCulture, $"{head.Name}_{stride}"),
                [1, shape.Width / stride * (shape.Height / stride), head.Numbers])]);

    private List<DetectedFace> Decode(SessionLane lane, DetectorShape shape)
    {
        List<DetectedFace> found = [];
        for (var level = 0; level < Strides.Length; level++)
        {
            var stride = Strides[level];
            var columns = shape.Width / stride;
            var (classes, objects) = (lane.Output(level), lane.Output(Strides.Length + level));
            var (boxes, points) = (lane.Output((2 * Strides.Length) + level), lane.Output((3 * Strides.Length) + level));
            for (var cell = 0; cell < classes.Length; cell++)
            {
                var score = MathF.Sqrt(Math.Clamp(classes[cell], 0, 1) * Math.Clamp(objects[cell], 0, 1));
                if (score < options.FaceThreshold)
                    continue;
                var (column, row) = (cell % columns, cell / columns);
                var box = boxes.AsSpan(cell * 4, 4);
                var (width, height) = (MathF.Exp(box[2]) * stride, MathF.Exp(box[3]) * stride);
                var landmarks = new float[10];
                for (var i = 0; i < 5; i++)
                {
                    landmarks[2 * i] = (points[(cell * 10) + (2 * i)] + column) * stride;
                    landmarks[(2 * i) + 1] = (points[(cell * 10) + (2 * i) + 1] + row) * stride;
                }

                found.Add(new(new(((column + box[0]) * stride) - (width / 2), ((row + box[1]) * stride) - (height / 2), width, height), landmarks, score));
            }
        }

        return found;
    }

    private static List<DetectedFace> Suppress(List<DetectedFace> candidates)
    {
        List<DetectedFace> kept = [];
        foreach (var candidate in candidates.OrderByDescending(face => face.Score).Take(MostCandidates))
            if (!kept.Exists(face => Overlap(face.Box, candidate.Box) > OverlapAllowed))
                kept.Add(candidate);
        return kept;
    }

    /// <summary>Intersection over union.</summary>
    private static float Overlap(FaceBox a, FaceBox b)
    {
        var width = Math.Min(a.X + a.Width, b.X + b.Width) - Math.Max(a.X, b.X);
        var height = Math.Min(a.Y + a.Height, b.Y + b.Height) - Math.Max(a.Y, b.Y);
        if (width <= 0 || height <= 0)
            return 0;
        var shared = width * height;
        return shared / ((a.Width * a.Height) + (b.Width * b.Height) - shared);
    }
}

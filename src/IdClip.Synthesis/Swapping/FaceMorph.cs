using IdClip.Encoding.Faces;

namespace IdClip.Synthesis.Swapping;

/// <summary>Maps pixels of the target's photo to the source's: the similarity that fits the five landmarks best, bent near each landmark by what the similarity leaves (Gaussian radial basis functions), so that the landmarks meet and the outline stays straight.</summary>
internal sealed class FaceMorph
{
    private const int Points = 5;

    // Reach of a landmark in parts of the distance between the eyes: each bends its own feature and leaves the next one's alone.
    private const float Reach = .55f;

    // A displacement that changes faster than this, pixel per pixel, begins to fold the face over itself.
    private const float SteepestBend = .5f;

    private readonly float[] centres;
    private readonly float[] weights;
    private readonly float fall;

    private FaceMorph(SimilarityTransform similarity, float[] centres, float[] weights, float fall) =>
        (Similarity, this.centres, this.weights, this.fall) = (similarity, centres, weights, fall);

    /// <summary>The map without its bends.</summary>
    public SimilarityTransform Similarity { get; }

    /// <summary>Fits the map.</summary>
    /// <param name="target">Landmarks in the photo that is changed.</param>
    /// <param name="source">Landmarks in the photo that the face is taken from.</param>
    /// <param name="exactness">0 leaves the source's proportions, 1 brings the landmarks together.</param>
    /// <exception cref="SwapException">Landmarks coincide.</exception>
    public static FaceMorph Fit(ReadOnlySpan<float> target, ReadOnlySpan<float> source, float exactness)
    {
        var similarity = SimilarityTransform.Fit(target, source);
        var eyes = MathF.Sqrt(Square(target[2] - target[0]) + Square(target[3] - target[1]));
        if (!(similarity.Scale > 0) || !float.IsFinite(similarity.Scale) || !(eyes > 0))
            throw new SwapException("the landmarks of a face lie on one point");
        var fall = -1 / (2 * Square(Reach * eyes));
        Span<float> system = stackalloc float[Points * (Points + 2)];
        for (var i = 0; i < Points; i++)
        {
            var row = system.Slice(i * (Points + 2), Points + 2);
            for (var j = 0; j < Points; j++)
                row[j] = MathF.Exp(fall * (Square(target[2 * i] - target[2 * j]) + Square(target[(2 * i) + 1] - target[(2 * j) + 1])));
            var (x, y) = similarity.Apply(target[2 * i], target[(2 * i) + 1]);
            row[Points] = source[2 * i] - x;
            row[Points + 1] = source[(2 * i) + 1] - y;
        }

        var weights = Solve(system);
        var steepest = 0f;
        for (var i = 0; i < Points; i++)
            steepest = MathF.Max(steepest, MathF.Sqrt(Square(weights[2 * i]) + Square(weights[(2 * i) + 1])));
        // The steepest slope of a Gaussian of height w is w e^-1/2 / reach; in the target's pixels the map's own scale divides it.
        steepest *= MathF.Exp(-.5f) / (Reach * eyes * similarity.Scale);
        var share = exactness * MathF.Min(1, SteepestBend / MathF.Max(steepest, 1e-6f));
        for (var i = 0; i < weights.Length; i++)
            weights[i] *= share;
        return new(similarity, target.ToArray(), weights, fall);
    }

    /// <summary>The map without bends.</summary>
    public static FaceMorph Straight(SimilarityTransform similarity) => new(similarity, new float[2 * Points], new float[2 * Points], -1);

    /// <summary>Where a pixel of the target's photo is taken from.</summary>
    public (float X, float Y) Apply(float x, float y)
    {
        var (u, v) = Similarity.Apply(x, y);
        for (var i = 0; i < Points; i++)
        {
            var near = MathF.Exp(fall * (Square(x - centres[2 * i]) + Square(y - centres[(2 * i) + 1])));
            u += near * weights[2 * i];
            v += near * weights[(2 * i) + 1];
        }

        return (u, v);
    }

    private static float Square(float value) => value * value;

    /// <summary>Gauss elimination with pivoting; two right sides.</summary>
    private static float[] Solve(Span<float> system)
    {
        const int Columns = Points + 2;
        for (var pivot = 0; pivot < Points; pivot++)
        {
            var best = pivot;
            for (var row = pivot + 1; row < Points; row++)
                if (MathF.Abs(system[(row * Columns) + pivot]) > MathF.Abs(system[(best * Columns) + pivot]))
                    best = row;
            if (MathF.Abs(system[(best * Columns) + pivot]) < 1e-5f)
                throw new SwapException("two landmarks of a face lie on one point");
            for (var column = 0; best != pivot && column < Columns; column++)
                (system[(pivot * Columns) + column], system[(best * Columns) + column]) = (system[(best * Columns) + column], system[(pivot * Columns) + column]);
            for (var row = 0; row < Points; row++)
            {
                if (row == pivot)
                    continue;
                var factor = system[(row * Columns) + pivot] / system[(pivot * Columns) + pivot];
                for (var column = pivot; column < Columns; column++)
                    system[(row * Columns) + column] -= factor * system[(pivot * Columns) + column];
            }
        }

        var solution = new float[2 * Points];
        for (var i = 0; i < Points; i++)
        {
            solution[2 * i] = system[(i * Columns) + Points] / system[(i * Columns) + i];
            solution[(2 * i) + 1] = system[(i * Columns) + Points + 1] / system[(i * Columns) + i];
        }

        return solution;
    }
}

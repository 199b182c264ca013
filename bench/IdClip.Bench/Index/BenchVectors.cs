using System.Numerics.Tensors;

namespace IdClip.Bench.Index;

/// <summary>Seeded unit vectors, a part at a time so that a million of them never lie in memory twice.</summary>
internal sealed class BenchVectors(string kind, int dimension)
{
    private const int Rank = 96;
    private const int Clusters = 2000;
    private readonly float[] _mean = Gaussian(1, dimension);
    private readonly float[] _textMean = Gaussian(2, dimension);
    private readonly float[] _basis = Gaussian(3, Rank * dimension);
    private readonly float[] _clusters = Gaussian(4, Clusters * Rank);

    public void Fill(int part, Span<float> vectors)
    {
        var random = new Random(1000 + part);
        for (var at = 0; at < vectors.Length; at += dimension)
        {
            var vector = vectors.Slice(at, dimension);
            if (kind == "gaussian")
                Noise(random, vector, 1);
            else
                Image(random, vector);
            TensorPrimitives.Divide(vector, TensorPrimitives.Norm(vector), vector);
        }
    }

    /// <summary>Gaussian: more of the same. Clustered: like a text embedding, far from all images and a little nearer to some.</summary>
    public float[] Queries(int count)
    {
        var random = new Random(7);
        var queries = new float[count * dimension];
        for (var at = 0; at < queries.Length; at += dimension)
        {
            var query = queries.AsSpan(at, dimension);
            if (kind == "gaussian")
            {
                Noise(random, query, 1);
            }
            else
            {
                Image(random, query);
                TensorPrimitives.Subtract(query, _mean, query);
                TensorPrimitives.MultiplyAdd(_textMean, 1.5f, query, query);
            }
            TensorPrimitives.Divide(query, TensorPrimitives.Norm(query), query);
        }
        return queries;
    }

    // A mean as long as the rest together (cosine .5 between two images, as in CLIP), a subspace of decaying variance with clusters in it, noise.
    private void Image(Random random, Span<float> vector)
    {
        var cluster = random.Next(Clusters);
        Noise(random, vector, 0.45f);
        TensorPrimitives.Add(vector, _mean, vector);
        for (var i = 0; i < Rank; i++)
        {
            var weight = (0.7f * _clusters[cluster * Rank + i] + 0.7f * Normal(random)) * 0.36f / MathF.Sqrt(1 + i);
            TensorPrimitives.MultiplyAdd(_basis.AsSpan(i * dimension, dimension), weight, vector, vector);
        }
    }

    private static void Noise(Random random, Span<float> vector, float deviation)
    {
        foreach (ref var number in vector)
            number = Normal(random) * deviation;
    }

    private static float[] Gaussian(int seed, int count)
    {
        var random = new Random(seed);
        var numbers = new float[count];
        Noise(random, numbers, 1);
        return numbers;
    }

    private static float Normal(Random random) =>
        MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(2 * MathF.PI * random.NextSingle());
}

namespace IdClip.Search.Tests.Index;

/// <summary>Seeded vectors of the kinds that tell a correct bound from a lucky one.</summary>
internal static class MadeVectors
{
    public static float[] Gaussian(int seed, int count, int dimension)
    {
        var random = new Random(seed);
        var vectors = new float[count * dimension];
        for (var i = 0; i < vectors.Length; i++)
            vectors[i] = Normal(random);
        return Normalised(vectors, dimension);
    }

    /// <summary>A shared mean, a few hundred clusters, a little noise: the shape of image embeddings.</summary>
    public static float[] Clustered(int seed, int count, int dimension)
    {
        var random = new Random(seed);
        var mean = Gaussian(seed + 1, 1, dimension);
        var centres = Gaussian(seed + 2, 200, dimension);
        var vectors = new float[count * dimension];
        for (var row = 0; row < count; row++)
        {
            var centre = random.Next(200) * dimension;
            for (var i = 0; i < dimension; i++)
                vectors[row * dimension + i] = mean[i] + 0.7f * centres[centre + i] + 0.3f * Normal(random) / MathF.Sqrt(dimension);
        }
        return Normalised(vectors, dimension);
    }

    /// <summary>Numbers of few values, so that many inner products are equal to the last bit.</summary>
    public static float[] Tied(int seed, int count, int dimension)
    {
        var random = new Random(seed);
        var vectors = new float[count * dimension];
        for (var row = 0; row < count; row++)
            for (var i = 0; i < 4; i++)
                vectors[row * dimension + random.Next(Math.Min(dimension, 12))] = random.Next(2) == 0 ? 0.5f : -0.5f;
        return vectors;
    }

    /// <summary>One coordinate that outshines all others, as two do in CLIP.</summary>
    public static float[] WithOutlier(int seed, int count, int dimension)
    {
        var vectors = Gaussian(seed, count, dimension);
        for (var row = 0; row < count; row++)
            vectors[row * dimension + dimension / 3] += 3;
        return Normalised(vectors, dimension);
    }

    /// <summary>All kinds mixed, with zero vectors and runs of exact duplicates.</summary>
    public static float[] Mixed(int seed, int count, int dimension)
    {
        var random = new Random(seed);
        float[][] kinds = [Gaussian(seed, count, dimension), Clustered(seed, count, dimension), Tied(seed, count, dimension), WithOutlier(seed, count, dimension)];
        var vectors = new float[count * dimension];
        for (var row = 0; row < count; row++)
        {
            var target = vectors.AsSpan(row * dimension, dimension);
            var kind = random.Next(6);
            if (kind == 5 && row > 0)
                vectors.AsSpan(random.Next(row) * dimension, dimension).CopyTo(target);
            else if (kind < 4)
                kinds[kind].AsSpan(row * dimension, dimension).CopyTo(target);
        }
        return vectors;
    }

    public static long[] Ids(int count) => [.. Enumerable.Range(1, count).Select(i => (long)i)];

    private static float[] Normalised(float[] vectors, int dimension)
    {
        for (var at = 0; at < vectors.Length; at += dimension)
        {
            var vector = vectors.AsSpan(at, dimension);
            double sum = 0;
            foreach (var number in vector)
                sum += (double)number * number;
            foreach (ref var number in vector)
                number = (float)(number / Math.Sqrt(sum));
        }
        return vectors;
    }

    private static float Normal(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}

using System.Numerics.Tensors;
using IdClip.Search.Index;
using IdClip.Search.Tests.Index;

namespace IdClip.Search.Milvus.Tests.Contract;

/// <summary>Made vectors with owners and dates, and the answers that comparing all of them gives.</summary>
public sealed class Rows(int dimension, long[] ids, long[] owners, float[] vectors, DateOnly[] dates)
{
    public long[] Ids => ids;

    public long[] Owners => owners;

    public float[] Vectors => vectors;

    public DateOnly[] Dates => dates;

    public int Count => ids.Length;

    /// <summary>Ids from 1, two to three faces a photo, dates of two years; every ninth has none.</summary>
    public static Rows Made(int seed, int count, int dimension)
    {
        var random = new Random(seed);
        return new(
            dimension, MadeVectors.Ids(count), [.. Enumerable.Range(0, count).Select(i => (long)(i * 2 / 5 + 1))],
            MadeVectors.Gaussian(seed, count, dimension),
            [.. Enumerable.Range(0, count).Select(i => i % 9 == 0 ? default : new DateOnly(2023, 6, 1).AddDays(random.Next(730)))]);
    }

    public static float Dot(ReadOnlySpan<float> query, ReadOnlySpan<float> vector) => TensorPrimitives.Dot(query, vector);

    public float[] Vector(int row) => vectors[(row * dimension)..((row + 1) * dimension)];

    public Rows Where(Func<(long Id, long Owner, DateOnly Date), bool> passes)
    {
        int[] kept = [.. Enumerable.Range(0, Count).Where(row => passes((ids[row], owners[row], dates[row])))];
        return new(
            dimension, [.. kept.Select(row => ids[row])], [.. kept.Select(row => owners[row])],
            [.. kept.SelectMany(Vector)], [.. kept.Select(row => dates[row])]);
    }

    public VectorHit[] Best(float[] query, int k) =>
    [
        .. Enumerable.Range(0, Count)
            .Select(row => new VectorHit(ids[row], owners[row], Dot(query, vectors.AsSpan(row * dimension, dimension))))
            .OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Id).Take(k),
    ];
}

using IdClip.Search.Index;
using IdClip.Tests;

namespace IdClip.Search.Tests.Index;

/// <summary>Answers equal those of brute force to the last bit, on vectors made to break bounds.</summary>
public sealed class ExactSearchTests : IDisposable
{
    private readonly string _folder = TestFolders.NewTemporary();

    public static TheoryData<string, int, int> Kinds => new()
    {
        { "gaussian", 100_000, 64 },
        { "clustered", 100_000, 96 },
        { "tied", 100_000, 128 },
        { "outlier", 30_000, 512 },
        { "mixed", 100_000, 100 },
        { "equal", 20_000, 256 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Top_k_is_that_of_brute_force(string kind, int count, int dimension)
    {
        var vectors = Make(kind, count, dimension);
        using var index = Filled(vectors, count, dimension);
        // Every fifth id goes, then some come back with another vector: dead rows of both sorts.
        var gone = MadeVectors.Ids(count).Where(id => id % 5 == 0).ToArray();
        Assert.Equal(gone.Length, index.Remove(gone));
        var back = gone.Where(id => id % 3 == 0).ToArray();
        var replaced = MadeVectors.Mixed(77, back.Length, dimension);
        index.Upsert(back, [.. back.Select(id => id + 7)], replaced);
        var rows = MadeVectors.Ids(count).Where(id => id % 5 != 0).Select(id => (id, id * 2, (ReadOnlyMemory<float>)vectors.AsMemory((int)(id - 1) * dimension, dimension)))
            .Concat(back.Select((id, i) => (id, id + 7, (ReadOnlyMemory<float>)replaced.AsMemory(i * dimension, dimension)))).ToArray();
        Assert.Equal(rows.Length, index.Count);

        var queries = MadeVectors.Mixed(123, 4, dimension).Concat(vectors[..(2 * dimension)]).ToArray();
        var many = index.SearchMany(queries, queries.Length / dimension, 10);
        Assert.Equal(index.SearchMany(queries, queries.Length / dimension, 300).Select(hits => hits.Take(10)), many);
        var paths = Enum.GetValues<KernelPath>().Where(CodeKernel.Supports).ToArray();
        for (var q = 0; q < queries.Length / dimension; q++)
        {
            var query = queries.AsSpan(q * dimension, dimension).ToArray();
            var all = BruteForce.Search(rows, query, 1000);
            foreach (var path in paths)
            {
                index.Kernel = path;
                foreach (var k in (int[])[1, 10, 1000])
                    Assert.Equal(all.Take(k), index.Search(query, k));
            }
            Assert.Equal(all.Take(10), many[q]);
            foreach (var (divisor, rest) in ((int, int)[])[(7, 3), (9973, 1)])
                Assert.Equal(
                    BruteForce.Search(rows.Where(row => row.id % divisor == rest), query, 50),
                    index.Search(query, 50, new() { Ids = [.. MadeVectors.Ids(count).Where(id => id % divisor == rest)] }));
        }
        Assert.Empty(index.Search(queries.AsSpan(0, dimension), 3, new() { Ids = [] }));
        Assert.All(index.Search(new float[dimension], 5), hit => Assert.Equal(0, hit.Score));
    }

    [Fact]
    public void A_single_row_and_more_asked_for_than_there_are()
    {
        using var index = ExactIndex.Open(Path.Combine(_folder, "one.idx"), 3);
        Assert.Empty(index.Search([1, 0, 0], 10));
        index.Upsert([42], [7], [0.6f, 0.8f, 0]);
        Assert.Equal([new VectorHit(42, 7, 0.6f)], index.Search([1, 0, 0], 10));
    }

    [Fact]
    public void All_scores_are_the_same_bits_as_search_gives()
    {
        const int Count = 5000, Dimension = 128;
        var vectors = MadeVectors.Mixed(4, Count, Dimension);
        using var index = Filled(vectors, Count, Dimension);
        index.Remove([1, 2, 3, 1024, 1025, 4999, 5000]);
        var queries = MadeVectors.Gaussian(8, 6, Dimension);
        for (var count = 1; count <= 6; count++)
        {
            var all = index.ScoreAll(queries.AsSpan(0, count * Dimension), count);
            Assert.Equal(Count - 7, all.Ids.Length);
            Assert.Equal(MadeVectors.Ids(Count).Except([1, 2, 3, 1024, 1025, 4999, 5000]), all.Ids);
            Assert.All(all.Ids.Zip(all.Owners), pair => Assert.Equal(pair.First * 2, pair.Second));
            for (var row = 0; row < all.Ids.Length; row++)
                for (var q = 0; q < count; q++)
                    Assert.Equal(
                        BruteForce.Dot(queries.AsSpan(q * Dimension, Dimension), vectors.AsSpan((int)(all.Ids[row] - 1) * Dimension, Dimension)),
                        all.Scores[row * count + q]);
        }
    }

    [Fact]
    public void Refuses_what_would_make_a_bound_false()
    {
        using var index = ExactIndex.Open(Path.Combine(_folder, "strict.idx"), 2);
        Assert.Throws<ArgumentException>(() => index.Upsert([1], [1], [1, 1]));
        Assert.Throws<ArgumentException>(() => index.Upsert([1], [1], [float.NaN, 0]));
        Assert.Throws<ArgumentException>(() => index.Upsert([0], [1], [1, 0]));
        Assert.Throws<ArgumentException>(() => index.Upsert([1, 2], [1, 2], [1, 0]));
        Assert.Throws<ArgumentException>(() => index.Search([float.PositiveInfinity, 0], 1));
        Assert.Throws<ArgumentException>(() => index.Search([1, 0, 0], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Search([1, 0], 0));
        Assert.Equal(0, index.Count);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static float[] Make(string kind, int count, int dimension) => kind switch
    {
        "gaussian" => MadeVectors.Gaussian(1, count, dimension),
        "clustered" => MadeVectors.Clustered(2, count, dimension),
        "tied" => MadeVectors.Tied(3, count, dimension),
        "outlier" => MadeVectors.WithOutlier(4, count, dimension),
        "mixed" => MadeVectors.Mixed(5, count, dimension),
        _ => [.. Enumerable.Repeat(MadeVectors.Gaussian(6, 1, dimension), count).SelectMany(vector => vector)],
    };

    private ExactIndex Filled(float[] vectors, int count, int dimension)
    {
        var index = ExactIndex.Open(Path.Combine(_folder, $"{Guid.NewGuid():N}.idx"), dimension);
        var ids = MadeVectors.Ids(count);
        // Uneven batches, so that blocks are begun, filled and crossed in every way.
        for (int at = 0, size = 1; at < count; at += size, size = Math.Min(count - at, size * 3 + 1))
            index.Upsert(ids.AsSpan(at, size), [.. ids.AsSpan(at, size).ToArray().Select(id => id * 2)], vectors.AsSpan(at * dimension, size * dimension));
        return index;
    }
}

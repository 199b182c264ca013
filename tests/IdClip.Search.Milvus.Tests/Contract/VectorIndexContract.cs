using IdClip.Search.Index;
using IdClip.Search.Tests.Index;

namespace IdClip.Search.Milvus.Tests.Contract;

/// <summary>What every implementation of the index and its store does.</summary>
public abstract class VectorIndexContract : IDisposable
{
    private const int Dimension = 48;
    private const float ScoreTolerance = 1e-5f;

    private readonly string _name = $"test_{Guid.NewGuid():N}";
    private IVectorIndexStore? _store;

    protected IVectorIndexStore Store => _store ??= NewStore();

    /// <summary>Connects to the same indexes each time.</summary>
    protected abstract IVectorIndexStore NewStore();

    [Fact]
    public void An_empty_index_answers_with_nothing()
    {
        using var index = Store.Open(_name, Dimension);
        Assert.Equal(Dimension, index.Dimension);
        Assert.Equal(0, index.Count);
        Assert.Equal(0, index.Remove([1, 2]));
        Assert.Equal(0, index.Remove([]));
        Assert.Empty(index.Search(MadeVectors.Gaussian(1, 1, Dimension), 10));
        Assert.Empty(index.ScoreAll(MadeVectors.Gaussian(1, 2, Dimension), 2).Ids);
        index.Upsert([], [], []);
        Assert.Equal(0, index.Count);
    }

    [Fact]
    public void Top_k_is_that_of_comparing_all()
    {
        var rows = Rows.Made(11, 3000, Dimension);
        using var index = Filled(rows);
        Assert.Equal(3000, index.Count);
        foreach (var k in (int[])[1, 10, 500])
            foreach (var query in Queries(5))
                Same(rows.Best(query, k), index.Search(query, k));
        Assert.Equal(3000, index.Search(Queries(1)[0], 5000).Count);
    }

    [Fact]
    public void Many_queries_at_once_get_the_answers_of_each()
    {
        var rows = Rows.Made(21, 500, Dimension);
        using var index = Filled(rows);
        // More than go into one message.
        var queries = Queries(70);
        var answers = index.SearchMany([.. queries.SelectMany(q => q)], queries.Length, 15, new() { Ids = [.. rows.Ids.Where(id => id % 2 == 0)] });
        for (var query = 0; query < queries.Length; query++)
            Same(rows.Where(row => row.Id % 2 == 0).Best(queries[query], 15), answers[query]);
        Assert.Equal(70 * 500, index.ScoreAll([.. queries.SelectMany(q => q)], 70).Scores.Length);
    }

    [Fact]
    public void Compaction_changes_no_answer()
    {
        var rows = Rows.Made(22, 400, Dimension);
        using var index = Filled(rows);
        index.Remove([.. rows.Ids.Where(id => id % 4 == 0)]);
        index.Compact();
        index.Compact();
        Assert.Equal(300, index.Count);
        foreach (var query in Queries(3))
            Same(rows.Where(row => row.Id % 4 != 0).Best(query, 30), index.Search(query, 30));
    }

    [Fact]
    public void Upserting_the_same_again_changes_nothing()
    {
        var rows = Rows.Made(12, 400, Dimension);
        using var index = Filled(rows);
        index.Upsert(rows.Ids, rows.Owners, rows.Vectors, rows.Dates);
        Assert.Equal(400, index.Count);
        foreach (var query in Queries(3))
            Same(rows.Best(query, 20), index.Search(query, 20));
    }

    [Fact]
    public void Upserting_an_id_replaces_vector_owner_and_date()
    {
        var rows = Rows.Made(13, 200, Dimension);
        using var index = Filled(rows);
        var vector = MadeVectors.Gaussian(99, 1, Dimension);
        index.Upsert([7], [70_000], vector, [new(2031, 5, 6)]);
        Assert.Equal(200, index.Count);
        var hit = index.Search(vector, 1, new() { Owners = [70_000], From = new(2031, 5, 6), Until = new(2031, 5, 6) }).Single();
        Assert.Equal((7L, 70_000L), (hit.Id, hit.Owner));
        Assert.Equal(1, hit.Score, ScoreTolerance);
        Assert.Empty(index.Search(vector, 1, new() { Owners = [rows.Owners[6]], Ids = [7] }));
    }

    [Fact]
    public void Of_an_id_given_twice_the_last_stays()
    {
        using var index = Store.Open(_name, 2);
        index.Upsert([5, 6, 5], [1, 2, 3], [1, 0, 0, 1, 0.6f, 0.8f]);
        Assert.Equal(2, index.Count);
        Assert.Equal([3L], index.Search([0.6f, 0.8f], 1).Select(hit => hit.Owner));
    }

    [Fact]
    public void Removed_vectors_are_not_found()
    {
        var rows = Rows.Made(14, 600, Dimension);
        using var index = Filled(rows);
        long[] gone = [.. rows.Ids.Where(id => id % 3 == 0)];
        Assert.Equal(gone.Length, index.Remove([.. gone, gone[0], 1_000_000]));
        Assert.Equal(0, index.Remove(gone));
        Assert.Equal(600 - gone.Length, index.Count);
        foreach (var query in Queries(3))
            Same(rows.Where(row => row.Id % 3 != 0).Best(query, 50), index.Search(query, 50));
        Assert.Equal(rows.Ids.Except(gone), index.ScoreAll(Queries(1)[0], 1).Ids.Order());

        index.Upsert([gone[0]], [gone[0]], rows.Vector(0));
        Assert.Equal(600 - gone.Length + 1, index.Count);
    }

    [Fact]
    public void A_person_is_a_filter_of_faces_or_of_photos()
    {
        var rows = Rows.Made(15, 1500, Dimension);
        using var index = Filled(rows);
        long[] faces = [.. rows.Ids.Where(id => id % 11 == 4), 900_000];
        long[] photos = [.. rows.Owners.Where(owner => owner % 5 == 2).Distinct()];
        foreach (var query in Queries(3))
        {
            Same(rows.Where(row => faces.Contains(row.Id)).Best(query, 40), index.Search(query, 40, new() { Ids = faces }));
            Same(rows.Where(row => photos.Contains(row.Owner)).Best(query, 40), index.Search(query, 40, new() { Owners = photos }));
            Same(
                rows.Where(row => photos.Contains(row.Owner) && faces.Contains(row.Id)).Best(query, 400),
                index.Search(query, 400, new() { Owners = photos, Ids = faces }));
        }
        Assert.Empty(index.Search(Queries(1)[0], 5, new() { Ids = [] }));
        Assert.Empty(index.Search(Queries(1)[0], 5, new() { Owners = [] }));
        Assert.Equal(5, index.Search(Queries(1)[0], 5, new()).Count);
    }

    [Fact]
    public void Dates_are_a_filter_that_undated_vectors_do_not_pass()
    {
        var rows = Rows.Made(16, 1200, Dimension);
        using var index = Filled(rows);
        var (from, until) = (new DateOnly(2024, 3, 1), new DateOnly(2024, 9, 15));
        Assert.Contains(default, rows.Dates);
        foreach (var query in Queries(3))
        {
            Same(rows.Where(row => row.Date >= from).Best(query, 900), index.Search(query, 900, new() { From = from }));
            Same(rows.Where(row => row.Date != default && row.Date <= until).Best(query, 900), index.Search(query, 900, new() { Until = until }));
            Same(rows.Where(row => row.Date >= from && row.Date <= until).Best(query, 60), index.Search(query, 60, new() { From = from, Until = until }));
        }
        Assert.Empty(index.Search(Queries(1)[0], 5, new() { From = until, Until = from }));
    }

    [Fact]
    public void All_scores_are_the_inner_products_of_all_that_pass()
    {
        var rows = Rows.Made(17, 700, Dimension);
        using var index = Filled(rows);
        var queries = MadeVectors.Gaussian(71, 5, Dimension);
        Check(rows, null);
        Check(rows.Where(row => row.Owner % 4 == 1), new() { Owners = [.. rows.Owners.Where(owner => owner % 4 == 1).Distinct()] });
        Check(rows.Where(row => row.Id == -1), new() { Ids = [] });

        void Check(Rows expected, VectorFilter? filter)
        {
            var all = index.ScoreAll(queries, 5, filter);
            Assert.Equal(expected.Ids.Order(), all.Ids.Order());
            Assert.Equal(expected.Count * 5, all.Scores.Length);
            for (var row = 0; row < all.Ids.Length; row++)
            {
                var place = Array.IndexOf(expected.Ids, all.Ids[row]);
                Assert.Equal(expected.Owners[place], all.Owners[row]);
                for (var query = 0; query < 5; query++)
                    Assert.Equal(Rows.Dot(queries.AsSpan(query * Dimension, Dimension), expected.Vector(place)), all.Scores[row * 5 + query], ScoreTolerance);
            }
        }
    }

    [Fact]
    public void A_hundred_thousand_vectors_in_messages_of_more_than_4_MB()
    {
        const int Count = 100_000, Narrow = 24;
        var rows = Rows.Made(18, Count, Narrow);
        using var index = Store.Open(_name, Narrow);
        index.Upsert(rows.Ids, rows.Owners, rows.Vectors, rows.Dates);
        Assert.Equal(Count, index.Count);
        var queries = MadeVectors.Gaussian(72, 18, Narrow);
        Same(rows.Best(queries[..Narrow], 100), index.Search(queries.AsSpan(0, Narrow), 100));

        // 18 queries and 14,000 rows: an answer of 5 MB.
        var some = rows.Where(row => row.Id <= 14_000);
        var all = index.ScoreAll(queries, 18, new() { Owners = [.. some.Owners.Distinct()] });
        Assert.Equal(some.Ids, all.Ids.Order());
        Assert.Equal(14_000 * 18, all.Scores.Length);
        Assert.Equal(Rows.Dot(queries.AsSpan(17 * Narrow), rows.Vector((int)all.Ids[^1] - 1)), all.Scores[^1], ScoreTolerance);
    }

    [Fact]
    public void Vectors_of_another_dimension_are_refused()
    {
        var rows = Rows.Made(19, 10, Dimension);
        using var index = Filled(rows);
        Assert.Throws<ArgumentException>(() => index.Upsert([1], [1], new float[Dimension - 1]));
        Assert.Throws<ArgumentException>(() => index.Upsert([1, 2], [1], new float[2 * Dimension]));
        Assert.Throws<ArgumentException>(() => index.Upsert([1], [1], new float[Dimension], [default, default]));
        Assert.Throws<ArgumentException>(() => index.Upsert([0], [1], new float[Dimension]));
        Assert.Throws<ArgumentException>(() => index.Upsert([1], [1], [.. Enumerable.Repeat(1f, Dimension)]));
        Assert.Throws<ArgumentException>(() => index.Upsert([1], [1], [.. Enumerable.Repeat(float.NaN, Dimension)]));
        Assert.Throws<ArgumentException>(() => index.Search(new float[Dimension + 1], 5));
        Assert.Throws<ArgumentException>(() => index.Search([.. Enumerable.Repeat(float.PositiveInfinity, Dimension)], 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Search(new float[Dimension], 0));
        Assert.Throws<ArgumentException>(() => index.ScoreAll(new float[Dimension], 2));
        Assert.Equal(10, index.Count);
        var refusal = Assert.ThrowsAny<IOException>(() => Store.Open(_name, Dimension + 1));
        Assert.Contains($"{Dimension}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(_name, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_opened_again_has_the_same_vectors()
    {
        var rows = Rows.Made(20, 100, Dimension);
        Filled(rows).Dispose();
        using var again = NewStore();
        using var index = again.Open(_name, Dimension);
        Assert.Equal(100, index.Count);
        Same(rows.Best(Queries(1)[0], 10), index.Search(Queries(1)[0], 10));
    }

    [Fact]
    public void Readers_of_an_alias_follow_its_flip()
    {
        var (first, second, alias) = (_name + "_1", _name + "_2", _name + "_alias");
        Assert.Null(Store.Find(alias, Dimension));
        var (old, fresh) = (Rows.Made(21, 50, Dimension), Rows.Made(22, 60, Dimension));
        using (var index = Store.Open(first, Dimension))
            index.Upsert(old.Ids, old.Owners, old.Vectors);
        Store.Flip(alias, first);
        using var reader = Store.Find(alias, Dimension)!;
        Assert.Equal(50, reader.Count);

        using (var index = Store.Open(second, Dimension))
            index.Upsert(fresh.Ids, fresh.Owners, fresh.Vectors);
        Same(old.Best(Queries(1)[0], 5), reader.Search(Queries(1)[0], 5));
        // Flipped by somebody else, as an index is filled by one process and read by many.
        using (var other = NewStore())
            other.Flip(alias, second);
        Same(fresh.Best(Queries(1)[0], 5), reader.Search(Queries(1)[0], 5));
        Assert.Equal(60, reader.Count);
        Store.Flip(alias, second);
        Assert.Equal(60, reader.Count);
        reader.Upsert([1000], [1000], Queries(1)[0]);
        Assert.Equal(1, reader.Remove([1]));

        Assert.Throws<ArgumentException>(() => Store.Drop(second));
        Store.Drop(first);
        Store.Drop(first);
        using var index2 = Store.Open(second, Dimension);
        Assert.Equal(60, index2.Count);
        Assert.Equal(1000, index2.Search(Queries(1)[0], 1).Single().Id);
        Assert.Equal(60, reader.Count);
    }

    [Fact]
    public void Names_and_aliases_cannot_take_each_others_place()
    {
        Store.Open(_name, 4).Dispose();
        Store.Flip(_name + "_alias", _name);
        Assert.Throws<ArgumentException>(() => Store.Open(_name + "_alias", 4));
        Assert.Throws<ArgumentException>(() => Store.Flip(_name, _name));
        Assert.Throws<ArgumentException>(() => Store.Flip(_name + "_alias", _name + "_missing"));
        foreach (var bad in (string[])["", "1st", "a b", "../up", "a/b", "naïve", new string('x', 129)])
        {
            Assert.Throws<ArgumentException>(() => Store.Open(bad, 4));
            Assert.Throws<ArgumentException>(() => Store.Find(bad, 4));
            Assert.Throws<ArgumentException>(() => Store.Flip(bad, _name));
        }
    }

    public virtual void Dispose()
    {
        _store?.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static void Same(IReadOnlyList<VectorHit> expected, IReadOnlyList<VectorHit> actual)
    {
        Assert.Equal(expected.Select(hit => (hit.Id, hit.Owner)), actual.Select(hit => (hit.Id, hit.Owner)));
        foreach (var (one, other) in expected.Zip(actual))
            Assert.Equal(one.Score, other.Score, ScoreTolerance);
    }

    private static float[][] Queries(int count) => [.. Enumerable.Range(0, count).Select(i => MadeVectors.Gaussian(500 + i, 1, Dimension))];

    private IVectorIndex Filled(Rows rows)
    {
        var index = Store.Open(_name, Dimension);
        index.Upsert(rows.Ids, rows.Owners, rows.Vectors, rows.Dates);
        return index;
    }
}

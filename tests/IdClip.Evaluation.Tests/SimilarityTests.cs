using IdClip.Evaluation.Metrics;

namespace IdClip.Evaluation.Tests;

public sealed class SimilarityTests
{
    [Fact]
    public void Transposed_scores_are_the_columns()
    {
        var scores = Similarity.OfScores([1, 2, 3, 4, 5, 6], queries: 2, items: 3);

        Assert.Equal([4, 5, 6], Row(scores, 1));
        Assert.Equal((3, 2), (scores.Transposed.Queries, scores.Transposed.Items));
        Assert.Equal([3, 6], Row(scores.Transposed, 2));
        Assert.Equal([1, 2, 3], Row(scores.Transposed.Transposed, 0));
    }

    [Fact]
    public void Embeddings_give_cosines_in_both_directions()
    {
        var cosines = Similarity.OfEmbeddings([1, 0, 0.6f, 0.8f], [0, 1, 1, 0, 0.8f, 0.6f], width: 2);

        Assert.Equal([0.8f, 0.6f, 0.96f], Row(cosines, 1).Select(cosine => MathF.Round(cosine, 6)));
        Assert.Equal([0.8f, 0.96f], Row(cosines.Transposed, 2).Select(cosine => MathF.Round(cosine, 6)));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(24)]
    [InlineData(77)]
    [InlineData(512)]
    public void Equal_embeddings_have_equal_cosines_wherever_they_stand(int width)
    {
        var random = new Random(width);
        var photo = Unit(random, width);
        float[] photos = [.. photo, .. Unit(random, width), .. photo, .. photo];

        var row = Row(Similarity.OfEmbeddings(Unit(random, width), photos, width), 0);

        Assert.Equal(row[0], row[2]);
        Assert.Equal(row[0], row[3]);
        Assert.NotEqual(row[0], row[1]);
    }

    [Fact]
    public void What_cannot_be_ranked_is_refused()
    {
        Refused("2 queries by 3 items need 6 scores, but 5", () => Similarity.OfScores(new float[5], 2, 3));
        Refused("Score 1 is not a number", () => Similarity.OfScores([0, float.NaN], 1, 2));
        Refused("3 numbers are no rows of 2", () => Similarity.OfEmbeddings([1, 0, 1], [1, 0], 2));
        Refused("0 numbers are no rows of 2", () => Similarity.OfEmbeddings([1, 0], [], 2));
        Refused("Row 1 has length 2;", () => Similarity.OfEmbeddings([1, 0, 0, 2], [1, 0], 2));
        Refused("Row 0 has length NaN;", () => Similarity.OfEmbeddings([1, 0], [float.NaN, 0], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Similarity.OfScores([], 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Similarity.OfEmbeddings([1], [1], 0));

        static void Refused(string reason, Func<object> act) =>
            Assert.Contains(reason, Assert.Throws<ArgumentException>(act).Message, StringComparison.Ordinal);
    }

    private static float[] Row(Similarity similarity, int query)
    {
        var row = new float[similarity.Items];
        similarity.Score(query, row);
        return row;
    }

    private static float[] Unit(Random random, int width)
    {
        double[] numbers = [.. Enumerable.Range(0, width).Select(_ => random.NextDouble() - 0.5)];
        var length = Math.Sqrt(numbers.Sum(number => number * number));
        return [.. numbers.Select(number => (float)(number / length))];
    }
}

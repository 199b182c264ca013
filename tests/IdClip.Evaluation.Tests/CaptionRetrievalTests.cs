using IdClip.Evaluation.Metrics;

namespace IdClip.Evaluation.Tests;

public sealed class CaptionRetrievalTests
{
    // Three photos; captions 0 and 3 are of photo 1, 1 and 2 of photo 0, and photo 2 has none.
    private static readonly Similarity CaptionsByPhotos = Similarity.OfScores(
    [
        0.2f, 0.9f, 0.1f,
        0.8f, 0.3f, 0.9f,
        0.1f, 0.2f, 0.3f,
        0.5f, 0.5f, 0.5f,
    ], queries: 4, items: 3);

    private static readonly int[] PhotoOfCaption = [1, 0, 0, 1];

    [Fact]
    public void Hand_computed_ranks()
    {
        var retrieval = CaptionRetrieval.Of(CaptionsByPhotos, PhotoOfCaption, TestContext.Current.CancellationToken);

        // Caption 3 has equal scores: photo 1 is second by its number.
        Assert.Equal([[2, 3], [1, 2]], retrieval.PhotoRanks);
        // Of photo 0 captions come 1 (.8, own), of photo 1 captions come 0 (.9, own).
        Assert.Equal([[1], [1]], retrieval.CaptionRanks);
        Assert.Equal([0.25, 0.75, 1], new[] { 1, 2, 3 }.Select(k => retrieval.TextToImage(k).Value));
        Assert.Equal(1, retrieval.ImageToText(1).Value);
    }

    [Fact]
    public void Interval_of_captions_draws_photos()
    {
        var t2i = CaptionRetrieval.Of(CaptionsByPhotos, PhotoOfCaption, TestContext.Current.CancellationToken).TextToImage(1);

        // Two photos with 0 and 1 of 2 captions right: draws give 0, 1/4 and 1/2.
        Assert.Equal(new Interval(0.25, 0, 0.5), t2i);
    }

    [Theory]
    [InlineData("4 captions have scores, but 3 have a photo", 1, 0, 0)]
    [InlineData("Caption 2 is of photo 3; photos are 0 to 2", 1, 0, 3, 0)]
    [InlineData("Caption 0 is of photo -1; photos are 0 to 2", -1, 0, 0, 0)]
    public void Captions_without_a_photo_are_refused(string reason, params int[] photoOfCaption) =>
        Assert.Contains(
            reason,
            Assert.Throws<ArgumentException>(
                () => CaptionRetrieval.Of(CaptionsByPhotos, photoOfCaption, TestContext.Current.CancellationToken)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Cancellation_ends_it() =>
        Assert.ThrowsAny<OperationCanceledException>(() => CaptionRetrieval.Of(CaptionsByPhotos, PhotoOfCaption, new(canceled: true)));

    // Computed with the authors' recall_at_k (mesnico/IdCLIP @ 3c45573) on PyTorch 1.13, CPU; nearly every score has equals.
    // Up to 16 items its sort is an insertion sort, which is stable; for more, torch.sort(stable=True) was put in its place.
    [Theory]
    [InlineData(8, 2, 4, "1 2 3 5", "0.125 0.3125 0.4375 0.6875", "0.125 0.25 0.5 0.75")]
    [InlineData(12, 1, 4, "1 2 5 10", "0 0 0.08333333 0.5", "0 0.08333333 0.08333333 0.58333333")]
    [InlineData(60, 5, 6, "1 5 10 50", "0.01666667 0.09 0.18333333 0.82333333", "0.01666667 0.06666667 0.11666667 0.6")]
    public void Ties_rank_as_in_the_authors_code(int photos, int captionsEach, int levels, string ks, string t2i, string i2t)
    {
        var captions = photos * captionsEach;
        var retrieval = CaptionRetrieval.Of(
            Similarity.OfScores(TiedScores.Of(captions, photos, levels), captions, photos),
            [.. Enumerable.Range(0, captions).Select(caption => caption / captionsEach)], TestContext.Current.CancellationToken);

        int[] at = [.. ks.Split(' ').Select(int.Parse)];
        Assert.Equal(Numbers(t2i), at.Select(k => Math.Round(retrieval.TextToImage(k).Value, 8)));
        Assert.Equal(Numbers(i2t), at.Select(k => Math.Round(retrieval.ImageToText(k).Value, 8)));

        static IEnumerable<double> Numbers(string text) => text.Split(' ').Select(double.Parse);
    }
}

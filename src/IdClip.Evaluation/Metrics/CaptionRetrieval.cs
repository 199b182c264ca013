namespace IdClip.Evaluation.Metrics;

/// <summary>Finding photos by their captions (t2i) and captions by their photos (i2t), as <c>recall_at_k</c> of the authors' code.</summary>
/// <param name="PhotoRanks">For each photo that has captions, the place of that photo for each of its captions, 1 for the top.</param>
/// <param name="CaptionRanks">For each photo that has captions, the place of the first of its captions, 1 for the top.</param>
/// <remarks>Both lists are in the photos' order and can be given to <see cref="RecallAtK"/>, for example to compare two systems on the same photos.</remarks>
public sealed record CaptionRetrieval(
    IReadOnlyList<IReadOnlyCollection<int>> PhotoRanks, IReadOnlyList<IReadOnlyCollection<int>> CaptionRanks)
{
    /// <summary>Ranks photos for every caption and captions for every photo that has one.</summary>
    /// <param name="captionsByPhotos">How well each caption (query) fits each photo (item). Photos without a caption may be among them; they are never right.</param>
    /// <param name="photoOfCaption">For each caption the number of its photo. A photo may have any number of captions, in any place.</param>
    /// <param name="cancellation">Ends it between two queries.</param>
    /// <exception cref="ArgumentException">There are not as many numbers as captions, or one is no photo's.</exception>
    public static CaptionRetrieval Of(
        Similarity captionsByPhotos, IReadOnlyList<int> photoOfCaption, CancellationToken cancellation = default)
    {
        if (photoOfCaption.Count != captionsByPhotos.Queries)
            throw new ArgumentException(
                $"{captionsByPhotos.Queries} captions have scores, but {photoOfCaption.Count} have a photo.", nameof(photoOfCaption));
        for (var caption = 0; caption < photoOfCaption.Count; caption++)
            if ((uint)photoOfCaption[caption] >= (uint)captionsByPhotos.Items)
                throw new ArgumentException(
                    $"Caption {caption} is of photo {photoOfCaption[caption]}; photos are 0 to {captionsByPhotos.Items - 1}.", nameof(photoOfCaption));

        var photoRanks = new int[photoOfCaption.Count];
        captionsByPhotos.ForEach(
            [.. Enumerable.Range(0, photoRanks.Length)],
            (caption, scores) => photoRanks[caption] = ScoreRank.Of(scores, photoOfCaption[caption]),
            cancellation);

        var captions = Enumerable.Range(0, photoRanks.Length).ToLookup(caption => photoOfCaption[caption]);
        var photos = captions.Select(photo => photo.Key).Order().ToArray();
        int[][] captionsOf = [.. photos.Select(photo => captions[photo].ToArray())];
        var captionRanks = new int[photos.Length];
        captionsByPhotos.Transposed.ForEach(
            photos, (photo, scores) => captionRanks[photo] = ScoreRank.OfFirst(scores, captionsOf[photo]), cancellation);

        return new(
            [.. captionsOf.Select(own => own.Select(caption => photoRanks[caption]).ToArray())],
            [.. captionRanks.Select(rank => new[] { rank })]);
    }

    /// <summary>t2i R@k: the share of captions whose photo is among the first k, with its 95 % interval over photos.</summary>
    /// <param name="k">Above 0.</param>
    public Interval TextToImage(int k) => RecallAtK.WithInterval(PhotoRanks, k);

    /// <summary>i2t R@k: the share of photos with one of their captions among the first k, with its 95 % interval over photos.</summary>
    /// <param name="k">Above 0.</param>
    public Interval ImageToText(int k) => RecallAtK.WithInterval(CaptionRanks, k);
}

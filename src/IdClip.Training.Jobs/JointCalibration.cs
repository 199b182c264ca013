using System.Globalization;
using System.Numerics.Tensors;
using IdClip.Encoding;
using IdClip.Models.Adapters;
using IdClip.Models.Store;
using IdClip.Search.Calibration;
using IdClip.Training.Data;

namespace IdClip.Training.Jobs;

/// <summary>Fits how an adapter's similarities become probabilities, on photos that it did not learn from and as search will use it: through the served graphs, with the mean of a person's faces.</summary>
internal static class JointCalibration
{
    // As the shipped calibrations: one photo in twenty fits a query, and typical figures count for as many photos.
    private const double Prior = 0.05;
    private const double TypicalPhotos = 30;
    private const int LeastPhotos = 8;
    private const int MostTexts = 2000;
    private const int PhotosAtOnce = 8;

    /// <summary>Fits the calibration; null where the photos are too few or the adapter does not tell fitting photos from others.</summary>
    public static AdapterCalibration? Fit(AdapterModel adapter, ClipModel clip, TrainingSet photos, Func<string, string> pathOf, CancellationToken ct)
    {
        if (photos.Photos.Count < LeastPhotos)
            return null;
        using var encoder = AdapterEncoder.Create(clip, adapter);
        var images = EncodePhotos(encoder, [.. photos.Photos.Select(photo => pathOf(photo.File))], ct);
        var texts = Texts(photos);
        var similarities = new float[texts.Length][];
        Parallel.For(0, texts.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = ct }, text =>
        {
            var query = encoder.EncodeText($"{adapter.Manifest.Prompt}. {texts[text].Caption}", photos.MeanFace(texts[text].Photo.Person));
            similarities[text] = [.. images.Select(image => TensorPrimitives.Dot(query, image))];
        });
        return Fit(photos.Photos, [.. texts.Select(text => text.Photo)], similarities);
    }

    /// <summary>Fits to similarities of texts to all photos.</summary>
    /// <param name="photos">The photos.</param>
    /// <param name="own">The photo that each text describes.</param>
    /// <param name="similarities">A row a text, of a value a photo.</param>
    internal static AdapterCalibration? Fit(IReadOnlyList<TrainingPhoto> photos, IReadOnlyList<TrainingPhoto> own, IReadOnlyList<float[]> similarities)
    {
        bool[] same = [.. own.SelectMany(text => photos.Select(photo => Fits(text, photo)))];
        double[] others = [.. similarities.SelectMany(row => row).Zip(same).Where(pair => !pair.Second).Select(pair => (double)pair.First)];
        if (others.Length == 0)
            return null;
        var mean = others.Average();
        var deviation = Math.Sqrt(others.Select(value => (value - mean) * (value - mean)).Average());
        if (!(deviation > 0))
            return null;

        // With slope 1 and midpoint 0 the log-odds are the standard score itself.
        var score = new ContextCalibration(1, 0, mean, deviation, TypicalPhotos);
        double[] scores = [.. similarities.SelectMany(row => Scores(score.For(row), row))];
        var fit = LogisticCalibration.Fit(scores, same, Prior);
        return fit.Slope > 0
            ? new(
                fit.Slope, -fit.Intercept / fit.Slope, mean, deviation, TypicalPhotos,
                string.Create(CultureInfo.InvariantCulture, $"{photos.Count} validation photos and {own.Count} of their captions with the mean of the person's enrolment faces: fitting photos against all others, weighted to a prior of {Prior:0 %}; fitted {DateTime.UtcNow:yyyy-MM-dd} by 'idclip train'"))
            : null;
    }

    private static IEnumerable<double> Scores(LogisticCalibration score, float[] row) => row.Select(similarity => (score.Slope * similarity) + score.Intercept);

    private static bool Fits(TrainingPhoto text, TrainingPhoto photo) =>
        text.File == photo.File || (text.Person == photo.Person && text.Context is not null && text.Context == photo.Context);

    private static (TrainingPhoto Photo, string Caption)[] Texts(TrainingSet photos)
    {
        (TrainingPhoto Photo, string Caption)[] all = [.. photos.Photos.SelectMany(photo => photo.Captions.Select(caption => (photo, caption)))];
        var every = (all.Length + MostTexts - 1) / MostTexts;
        return [.. all.Where((_, index) => index % every == 0)];
    }

    private static float[][] EncodePhotos(AdapterEncoder encoder, IReadOnlyList<string> files, CancellationToken ct) =>
    [
        .. files.Chunk(PhotosAtOnce).AsParallel().AsOrdered().WithCancellation(ct)
            .SelectMany(chunk => encoder.EncodePhotos(chunk)).Select(photo => photo.Embedding),
    ];
}

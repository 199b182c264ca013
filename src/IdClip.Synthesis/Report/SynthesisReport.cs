using IdClip.Synthesis.Files;
using IdClip.Synthesis.Provenance;

namespace IdClip.Synthesis.Report;

/// <summary>Writes what a run made as a page for people: <c>report.html</c>, one file with its pictures inside. The same run gives the same bytes.</summary>
internal static class SynthesisReport
{
    /// <summary>The page's name in the output.</summary>
    public const string FileName = "report.html";

    private const int Samples = 24;
    private const int Worst = 12;

    /// <summary>Writes the page into the run's output.</summary>
    /// <param name="summary">What the run made and left out.</param>
    /// <param name="images">The kept photos.</param>
    /// <param name="options">Where the photos are.</param>
    /// <param name="scratch">An existing folder of the same volume, for what is half written.</param>
    /// <param name="cancellation">Stops between two pictures.</param>
    /// <exception cref="IOException">The page can't be written.</exception>
    public static void Write(SynthesisSummary summary, IReadOnlyList<ImageProvenance> images, SynthesisOptions options, string scratch, CancellationToken cancellation) =>
        WholeFile.Write(Path.Combine(options.Output, FileName), scratch, System.Text.Encoding.UTF8.GetBytes(Page(summary, images, options, cancellation).Markup));

    private static Html Page(SynthesisSummary summary, IReadOnlyList<ImageProvenance> images, SynthesisOptions options, CancellationToken cancellation)
    {
        // Hashes are as good as chance and the same in every run.
        var samples = images.OrderBy(image => image.Sha256, StringComparer.Ordinal).Take(Samples);
        var worst = images.OrderBy(image => image.After.Identity - image.After.Original).ThenBy(image => image.File, StringComparer.Ordinal).Take(Worst);
        return Html.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
            <meta name="robots" content="noindex">
            <title>Synthetic photos: {summary.Kept} of {summary.Planned}</title>
            <style>
            {new Html(ReportStyle.Css)}
            </style>
            </head>
            <body>
            <main>
            <h1>{summary.Kept} synthetic photos</h1>
            <p class="notice">{summary.Notice}</p>
            {ReportTables.Outcome(summary)}
            {ReportTables.Licence(summary)}
            <h2>How good the faces are</h2>
            {Histograms(summary, images)}
            <h2>A sample</h2>
            <p>Chosen by the photos' hashes: the captioned photo, the photo that the face is from, the result.</p>
            {Triples(samples, options, cancellation)}
            <h2>The worst that were kept</h2>
            <p>Least alike the wanted person in comparison to the original one.</p>
            {Triples(worst, options, cancellation)}
            <h2>What was left out</h2>
            {ReportTables.Contexts(summary)}
            {ReportTables.Gallery(summary)}
            {ReportTables.Photos(summary)}
            <h2>People</h2>
            {ReportTables.People(images)}
            <h2>Made with</h2>
            {ReportTables.Origin(summary)}
            </main>
            </body>
            </html>

            """);
    }

    private static Html Histograms(SynthesisSummary summary, IReadOnlyList<ImageProvenance> images)
    {
        if (images.Count == 0)
            return Html.Of($"<p>No photo was kept.</p>");
        var judged = images.Where(image => image.After.JudgeIdentity is not null).ToList();
        var seams = images.Where(image => image.Seam is not null).Select(image => image.Seam!.Value).ToList();
        return Html.Join(
        [
            Html.Of($"""<div class="figures">"""),
            Histogram.Figure("Cosine to the wanted person (recogniser that chooses)", -.2, 1, summary.Quality.MinIdentity, ("original face", [.. images.Select(image => image.Before.Identity)]), ("new face", [.. images.Select(image => image.After.Identity)])),
            Histogram.Figure("Cosine to the original person (recogniser that chooses)", -.2, 1, summary.Quality.MaxOriginal, ("new face", [.. images.Select(image => image.After.Original)])),
            judged.Count == 0
                ? default
                : Html.Join(
                [
                    Histogram.Figure("Cosine to the wanted person (recogniser that only judges)", -.4, 1, null, ("original face", [.. judged.Select(image => image.Before.JudgeIdentity!.Value)]), ("new face", [.. judged.Select(image => image.After.JudgeIdentity!.Value)])),
                    Histogram.Figure("Cosine to the original person (recogniser that only judges)", -.4, 1, null, ("new face", [.. judged.Select(image => image.After.JudgeOriginal ?? 0)])),
                ]),
            Histogram.Figure("Confidence of the face detector", .5, 1, summary.Quality.MinScore, ("original face", [.. images.Select(image => image.Before.Detector)]), ("new face", [.. images.Select(image => image.After.Detector)])),
            seams.Count == 0 ? default : Histogram.Figure("Gradient at the swap's edge, after / before", 0, 3, null, ("kept photos", seams)),
            Html.Of($"</div>"),
        ]);
    }

    private static Html Triples(IEnumerable<ImageProvenance> images, SynthesisOptions options, CancellationToken cancellation)
    {
        var pictures = new ReportPictures();
        return Html.Of($"""<div class="triples">{Html.Join(images.Select(image =>
        {
            cancellation.ThrowIfCancellationRequested();
            return Triple(image, options, pictures);
        }))}</div>""");
    }

    private static Html Triple(ImageProvenance image, SynthesisOptions options, ReportPictures pictures) => Html.Of($"""
        <figure class="triple">
        <div>{pictures.Picture(Path.Combine(options.Images, image.Context), image.Box, "captioned photo " + image.Context)}{pictures.Picture(Path.Combine(options.Gallery, image.Source), null, "source photo " + image.Source)}{pictures.Picture(Path.Combine(options.Output, image.File), image.Box, "synthetic photo " + image.File)}</div>
        <figcaption><strong>{image.Name}</strong> in {image.Context}: cosine to them {image.Before.Identity:0.00} → {image.After.Identity:0.00}, to the original {image.After.Original:0.00}; attempt {image.Attempt}</figcaption>
        </figure>

        """);
}

using System.Globalization;
using System.Text;
using IdClip.Composition.Comparison;
using IdClip.Evaluation.Protocol;
using IdClip.Pages;
using IdClip.Search.Evidence;
using SkiaSharp;

namespace IdClip.Sheets;

/// <summary>Writes failures of a system as a page to look at: one HTML file with its pictures inside. It shows people, so it is for whoever may see the set.</summary>
internal static class FailurePage
{
    private const int Side = 300;
    private const int Quality = 82;

    private const string Style = """
        :root { color-scheme: light dark; --ink: #14181f; --soft: #59616e; --line: #d5dae1; --paper: #fff; --card: #f4f6f9; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e8ebf0; --soft: #a3acb9; --line: #353c47; --paper: #14181f; --card: #1d232c; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.45 Inter, system-ui, sans-serif; }
        main { max-width: 1080px; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
        h1 { font-size: 1.6rem; margin: 0 0 .5rem; }
        section { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 32rem), 1fr)); gap: 1.25rem; margin-top: 1.5rem; }
        article { border: 1px solid var(--line); border-radius: 8px; padding: .9rem 1rem; background: var(--card); break-inside: avoid; }
        h2 { font-size: 1rem; margin: 0 0 .6rem; }
        article > div { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; }
        figure { margin: 0; } img { width: 100%; aspect-ratio: 1; object-fit: contain; background: var(--paper); border-radius: 6px; display: block; }
        figcaption { color: var(--soft); font-size: .85rem; margin-top: .3rem; overflow-wrap: anywhere; } figcaption b { color: var(--ink); }
        """;

    /// <summary>Writes the page under a temporary name, then renames it.</summary>
    /// <param name="failures">The failures.</param>
    /// <param name="system">The system's name.</param>
    /// <param name="path">The HTML file.</param>
    public static void Write(IReadOnlyList<Failure> failures, string system, string path)
    {
        var temporary = path + ".partial";
        File.WriteAllText(temporary, Page(failures, system).Markup, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(temporary, path, overwrite: true);
    }

    private static Html Page(IReadOnlyList<Failure> failures, string system) => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
        <meta name="robots" content="noindex">
        <title>Failures of {system}</title>
        <style>{new Html(Style)}</style>
        </head>
        <body>
        <main>
        <h1>{failures.Count} failures of {system}</h1>
        <p>Left the photo that was asked for, right the one that came first, each with the probabilities of its evidence.</p>
        <section>
        {Html.Join(failures.Select(Article))}
        </section>
        </main>
        </body>
        </html>

        """);

    private static Html Article(Failure failure) => Html.Of($"""
        <article>
        <h2>{failure.Question.Person}: {failure.Question.Caption}</h2>
        <div>{Figure($"asked for, came {failure.Rank}", failure.Question.Photo, failure.Wanted)}{Figure("came first", failure.First, failure.FirstParts)}</div>
        </article>

        """);

    private static Html Figure(string what, ManifestEntry photo, EvidenceParts parts) => Html.Of($"""
        <figure>{Picture(photo.Path, photo.File)}<figcaption><b>{what}</b>: {Words(parts)}<br>{string.Join(", ", photo.People)} in {photo.Context}</figcaption></figure>
        """);

    private static string Words(EvidenceParts parts) => string.Join(", ", new[] { ("person", parts.Person), ("context", parts.Context), ("joint", parts.Joint) }
        .Where(part => part.Item2 is not null).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Item1} {part.Item2:0.000}")));

    private static Html Picture(string path, string description)
    {
        using var picture = SheetPhoto.Load(path, Side, Side);
        if (picture is null)
            return Html.Of($"<p>{description} can't be read.</p>");
        using var jpeg = picture.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return Html.Of($"""<img src="data:image/jpeg;base64,{new Html(Convert.ToBase64String(jpeg.ToArray()))}" alt="{description}">""");
    }
}

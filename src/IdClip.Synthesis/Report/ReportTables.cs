using System.Text.RegularExpressions;
using IdClip.Synthesis.Provenance;

namespace IdClip.Synthesis.Report;

/// <summary>The page's tables.</summary>
internal static partial class ReportTables
{
    public static Html Outcome(SynthesisSummary summary) => Html.Of($"""
        <ul class="numbers">
        {Number(summary.Kept, $"kept of {summary.Planned} planned")}
        {Number(summary.Dropped.Values.Sum(), "dropped")}
        {Number(summary.Contexts, $"contexts of {summary.CaptionedPhotos} captioned photos")}
        {Number(summary.Identities, $"people from {summary.GalleryPhotos} gallery photos")}
        {Html.Join(summary.Splits.OrderBy(split => split.Key).Select(split => Number(split.Value, Words(split.Key.ToString()))))}
        </ul>
        """);

    public static Html Licence(SynthesisSummary summary) => Html.Of($"""
        <dl>
        <dt>Licence of the gallery</dt><dd>{summary.Licence ?? "none stated"}</dd>
        <dt>Consent of the people in it</dt><dd>{summary.Consent ?? "none stated"}</dd>
        <dt>Allowed as research</dt><dd>{(summary.Research ? "yes: made with --research; not for publication or any other use" : "no: licence and consent are stated")}</dd>
        </dl>
        """);

    public static Html Contexts(SynthesisSummary summary)
    {
        var limits = summary.ContextLimits;
        return Html.Of($"""
            <h3>Captioned photos</h3>
            <p>A photo becomes a context if its keypoints, or at least {limits.MinPersonShare:0.##} of its captions, tell of one person and at most {limits.MaxPluralShare:0.##} of several, and {Rule(limits.Face)}.</p>
            {Counts("Captioned photos that are no contexts", summary.ContextRejections)}
            """);
    }

    public static Html Gallery(SynthesisSummary summary)
    {
        var limits = summary.GalleryLimits;
        return Html.Of($"""
            <h3>Gallery</h3>
            <p>A photo is used if {Rule(limits.Face)}, and its face is like the person's others (cosine {limits.MinCosine:0.##} or more). {limits.Enrolment} photos of each person are kept for enrolment and never swapped in; a person needs {limits.MinSources} more.</p>
            {Counts("Gallery photos, or people, that are not used", summary.GalleryRejections)}
            """);
    }

    public static Html Photos(SynthesisSummary summary)
    {
        var limits = summary.Quality;
        return Html.Of($"""
            <h3>Synthetic photos</h3>
            <p>A result is kept if its face has a cosine of {limits.MinIdentity:0.###} or more to the wanted person and of at most {limits.MaxOriginal:0.###} to the original one, a detector score of {limits.MinScore:0.##} and a sharpness of {limits.MinSharpness:0.#}. After a failure another source photo is tried.</p>
            {Counts("Dropped after the last attempt", summary.Dropped)}
            {Counts("Attempts that failed", summary.FailedAttempts)}
            """);
    }

    public static Html People(IReadOnlyList<ImageProvenance> images) => Html.Of($"""
        <div class="wide"><table>
        <thead><tr><th scope="col">Person</th><th scope="col">Split</th><th scope="col" class="number">Photos</th><th scope="col" class="number">Sources used</th><th scope="col" class="number">Mean cosine to them</th></tr></thead>
        <tbody>{Html.Join(images.GroupBy(image => image.Identity).OrderBy(group => group.Key, StringComparer.Ordinal).Select(Person))}</tbody>
        </table></div>
        """);

    public static Html Origin(SynthesisSummary summary) => Html.Of($"""
        <dl>
        <dt>Swapper</dt><dd><code>{summary.Swapper}</code></dd>
        <dt>Recogniser that chooses</dt><dd><code>{summary.Recogniser}</code></dd>
        <dt>Recogniser that only judges</dt><dd><code>{summary.Judge ?? "none"}</code></dd>
        <dt>Model of gender and age</dt><dd><code>{summary.AttributeModel ?? "none"}</code></dd>
        <dt>Seed</dt><dd>{summary.Seed}</dd>
        <dt>People in each context</dt><dd>{summary.PerContext}</dd>
        <dt>Fingerprint of options and files</dt><dd><code>{summary.Fingerprint}</code></dd>
        </dl>
        """);

    private static Html Person(IGrouping<string, ImageProvenance> photos) => Html.Of($"""
        <tr><th scope="row">{photos.First().Name}</th><td>{Words(photos.First().Split.ToString())}</td><td class="number">{photos.Count()}</td><td class="number">{photos.Select(photo => photo.Source).Distinct().Count()}</td><td class="number">{photos.Average(photo => photo.After.Identity):0.00}</td></tr>

        """);

    private static Html Number(int number, string name) => Html.Of($"<li><b>{number}</b> {name}</li>");

    private static string Rule(FaceRule rule) => FormattableString.Invariant(
        $"its largest face has {rule.Dominance:0.##} times the area of the next, a detector score of {rule.MinScore:0.##}, {rule.MinSide:0} pixels, a sharpness of {rule.MinSharpness:0.#}, and looks at most {rule.MaxYaw:0}° to the side and is turned by at most {rule.MaxRoll:0}°");

    private static Html Counts(string caption, IReadOnlyDictionary<Rejection, int> counts) => counts.Values.Sum() == 0
        ? Html.Of($"<p>{caption}: none.</p>")
        : Html.Of($"""
            <table>
            <caption>{caption}</caption>
            <thead><tr><th scope="col">Reason</th><th scope="col" class="number">Number</th></tr></thead>
            <tbody>{Html.Join(counts.Where(count => count.Value > 0).OrderByDescending(count => count.Value).ThenBy(count => count.Key).Select(count => Html.Of($"<tr><th scope=\"row\">{Words(count.Key.ToString())}</th><td class=\"number\">{count.Value}</td></tr>")))}</tbody>
            <tfoot><tr><th scope="row">all</th><td class="number">{counts.Values.Sum()}</td></tr></tfoot>
            </table>
            """);

    /// <summary><c>FewPhotos</c> as "few photos".</summary>
    private static string Words(string name) => Capital().Replace(name, match => (match.Index > 0 ? " " : "") + match.Value.ToLowerInvariant());

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}

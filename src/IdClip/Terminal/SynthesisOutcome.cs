using System.Globalization;
using IdClip.Synthesis;

namespace IdClip.Terminal;

/// <summary>Tells what a set holds, what was left out and why, and where to look.</summary>
internal static class SynthesisOutcome
{
    /// <summary>Writes to standard output.</summary>
    /// <param name="summary">What was made and left out.</param>
    /// <param name="folder">The set.</param>
    /// <param name="made">Synthetic photos tried in this process.</param>
    /// <param name="elapsed">How long these took.</param>
    public static void Write(SynthesisSummary summary, string folder, int made, TimeSpan elapsed)
    {
        Screen.Line($"contexts: {summary.Contexts} of {summary.CaptionedPhotos} captioned photos; left out: {Words.Of(summary.ContextRejections)}");
        Screen.Line($"gallery:  {summary.Identities} identities from {summary.GalleryPhotos} photos; left out: {Words.Of(summary.GalleryRejections)}");
        Screen.Line($"photos:   kept {summary.Kept} of {summary.Planned}; dropped: {Words.Of(summary.Dropped)}; failed attempts: {Words.Of(summary.FailedAttempts)}");
        Screen.Line($"splits:   {Words.Of(summary.Splits)}");
        Screen.Line(summary.Research
            ? $"licence:  {summary.Licence ?? "not stated"}; consent: {summary.Consent ?? "not stated"}; allowed for research, which every product records"
            : $"licence:  {summary.Licence}; consent: {summary.Consent}");
        Screen.Line(made > 0 && elapsed > TimeSpan.Zero
            ? string.Create(CultureInfo.InvariantCulture, $"speed:    {made} photos tried in {elapsed.TotalSeconds:0.0} s, {made / elapsed.TotalSeconds:0.0} images a second")
            : "speed:    nothing was left to do");
        if (summary.Kept == 0)
        {
            Screen.Note("idclip: no photo was kept; the reasons are above");
            return;
        }
        var report = Path.Combine(folder, "report.html");
        if (File.Exists(report))
            Screen.Line($"report:   {report}");
        Screen.Line($"check:    idclip synth verify {folder}");
        Screen.Line($"measure:  idclip eval {Path.Combine(folder, "manifest.json")}");
    }
}

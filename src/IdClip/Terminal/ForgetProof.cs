using IdClip.Archive.People;
using IdClip.Models.Store;

namespace IdClip.Terminal;

/// <summary>Tells what was erased of a person, and what the scan of the archive's files found afterwards.</summary>
internal static class ForgetProof
{
    /// <summary>Writes to standard output.</summary>
    public static void Write(ForgetReport report)
    {
        Screen.Line($"{report.Name}: {report.EnrolmentPhotos} enrolment photos and the vectors of {report.Faces} faces in photos are erased.");
        Screen.Line(report.IsProven
            ? $"proof: neither the name nor a vector is in any of the archive's {report.FilesScanned} files ({ByteSize.Text(report.BytesScanned)} read)."
            : $"NOT PROVEN: something is still in {string.Join(", ", report.Remnants)}. Run it again; if it stays, delete the archive's folder.");
        if (report.BeyondScan is { } limits)
            Screen.Line(limits);
        if (report.PathsWithName.Count == 0)
            return;
        Screen.Line("These photos of yours have the name in their path; the catalogue lists it as long as they have:");
        foreach (var path in report.PathsWithName)
            Screen.Line($"  {path}");
    }
}

using System.Globalization;
using IdClip.Archive.Ingest;

namespace IdClip.Terminal;

/// <summary>Tells what a run of indexing did, each failed file with its reason.</summary>
internal static class IngestSummary
{
    private const int ShownFailures = 20;

    /// <summary>Writes the summary to standard output, and all failures to a file.</summary>
    /// <param name="report">What was done.</param>
    /// <param name="failuresFile">Gets one line a failure, path and reason with a tab between; removed where nothing failed.</param>
    public static void Write(IngestReport report, string failuresFile)
    {
        var seconds = report.Elapsed.TotalSeconds;
        var rate = report.Encoded > 0 && seconds > 0
            ? string.Create(CultureInfo.InvariantCulture, $", {report.Encoded / seconds:0.0} photos a second") : "";
        Screen.Line(string.Create(CultureInfo.InvariantCulture,
            $"found {report.Found}: encoded {report.Encoded}, unchanged {report.Unchanged}, duplicates {report.Duplicates}, " +
            $"failed {report.FailedCount}; removed {report.Removed}"));
        Screen.Line(string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s{rate}"));

        WriteFailures(report.Failed, failuresFile);
        foreach (var failure in report.Failed.Take(ShownFailures))
            Screen.Line($"  {failure.Path}: {failure.Reason}");
        if (report.FailedCount > ShownFailures)
            Screen.Line($"  and {report.FailedCount - ShownFailures} more, all in {failuresFile}");
    }

    private static void WriteFailures(IReadOnlyList<IngestFailure> failures, string file)
    {
        if (failures.Count == 0)
        {
            File.Delete(file);
            return;
        }
        var temporary = file + ".partial";
        File.WriteAllLines(temporary, failures.Select(f => $"{f.Path}\t{f.Reason}"));
        File.Move(temporary, file, overwrite: true);
    }
}

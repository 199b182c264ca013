using System.Globalization;
using IdClip.Evaluation.Metrics;
using IdClip.Evaluation.Report;
using Spectre.Console;

namespace IdClip.Terminal;

/// <summary>Writes a recall report as a table.</summary>
internal static class RecallTable
{
    private static readonly Dictionary<RecallEvidence, string> Names = new()
    {
        [RecallEvidence.Context] = "context only",
        [RecallEvidence.Person] = "person only",
        [RecallEvidence.PersonAndContext] = "person + context",
    };

    /// <summary>Writes to standard output.</summary>
    public static void Write(RecallReport report)
    {
        Screen.Line(
            $"{report.Questions} (person, caption) questions for {report.Asked} of {report.Photos} photos and {report.People} people; " +
            "recall in % with 95 % bootstrap intervals over photos");
        Write("right is that very photo", report, row => row.Photo);
        Write("right is the same person in the same context", report, row => row.Scene);
        Screen.Line(report.Gain is { } gain
            ? string.Create(CultureInfo.InvariantCulture,
                $"person + context R@1 is {gain.Value:0.0} x context only (95 %: {gain.Low:0.0} to {gain.High:0.0})")
            : "context only is never right at the first place");
    }

    private static void Write(string title, RecallReport report, Func<RecallRow, IReadOnlyDictionary<int, Interval>> recallOf)
    {
        var table = new Table().Border(TableBorder.Simple).Title(title).AddColumn("evidence");
        foreach (var k in RecallReport.Ks)
            table.AddColumn($"R@{k}", column => column.RightAligned());
        table.AddColumn("ms a query", column => column.RightAligned());
        foreach (var row in report.Rows)
            table.AddRow([
                Names[row.Evidence],
                .. RecallReport.Ks.Select(k => Text(recallOf(row)[k])),
                (1000 * row.SecondsPerQuery).ToString("0.0", CultureInfo.InvariantCulture)]);
        Screen.Output.Write(table);
    }

    private static string Text(Interval recall) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * recall.Value:0.0} ({100 * recall.Low:0.0} to {100 * recall.High:0.0})");
}

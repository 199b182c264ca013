using System.Globalization;
using IdClip.Archive.Judgements;
using IdClip.Evaluation.Metrics;
using Spectre.Console;

namespace IdClip.Terminal;

/// <summary>Writes what was measured with judged queries as a table.</summary>
internal static class MeasuredTable
{
    /// <summary>Writes to standard output.</summary>
    public static void Write(RecallMeasurement measured)
    {
        var queries = measured.Rows.Max(row => row.Ranks.Count);
        Screen.Line($"{measured.Model} and {measured.FaceModel}: {queries} {(queries == 1 ? "query" : "queries")}, {measured.Photos} photos; recall in % with 95 % bootstrap intervals over queries");
        var table = new Table().Border(TableBorder.Simple).AddColumn("evidence");
        foreach (var k in QueryRecall.Ks)
            table.AddColumn($"R@{k}", column => column.RightAligned());
        foreach (var row in measured.Rows)
            table.AddRow([
                Markup.Escape($"{row.Evidence}{(row.Adapter is { } adapter ? $" + {adapter}" : "")}{(row.Photos is { } photos ? $" (over {photos} photos)" : "")}"),
                .. QueryRecall.Of(row.Ranks.Values).Select(Text)]);
        Screen.Output.Write(table);
    }

    private static string Text(Interval recall) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * recall.Value:0} ({100 * recall.Low:0} to {100 * recall.High:0})");
}

using System.Globalization;
using IdClip.Evaluation.Comparison;
using IdClip.Evaluation.Metrics;
using Spectre.Console;

namespace IdClip.Terminal;

/// <summary>Writes a comparison of systems as one table, or as one table a kind of question where the terminal is too narrow for it.</summary>
internal static class ComparisonTable
{
    private const int WholeWidth = 190;

    private static readonly Column[] Captions =
    [
        .. ComparisonReport.Ks.Select(k => new Column($"t2i R@{k}", row => row.TextToImage[k])),
        .. ComparisonReport.Ks.Select(k => new Column($"i2t R@{k}", row => row.ImageToText[k])),
    ];

    private static readonly Column[] Person =
    [
        .. ComparisonReport.PersonKs.Select(k => new Column($"who R@{k}", row => row.PersonRecall?[k])),
        new("mAP@10", row => row.MeanAveragePrecision),
        new("norm.", row => row.NormalisedMeanAveragePrecision),
    ];

    private sealed record Column(string Title, Func<ComparisonRow, Interval?> Of);

    /// <summary>Writes to standard output.</summary>
    public static void Write(ComparisonReport report)
    {
        Screen.Line(
            $"{report.Questions} (person, caption) questions for {report.Photos} photos of {report.Contexts} contexts and {report.People} people; in %, ± half of the 95 % bootstrap interval");
        if (Screen.Output.Profile.Width >= WholeWidth)
            Write(report, [.. Captions, .. Person]);
        else
            foreach (var part in (Column[][])[Captions[..4], Captions[4..], Person])
                Write(report, part);
        Screen.Line("t2i: photos by caption (and person); i2t: captions by photo; who: photos by the person alone, k-min recall; mAP@10 as the authors have it (divided by 10), norm.: divided by min(10, the person's photos)");
        WriteGains(report);
        foreach (var note in report.Notes)
            Screen.Line(note);
    }

    private static void Write(ComparisonReport report, IReadOnlyList<Column> columns)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("system");
        foreach (var column in columns)
            table.AddColumn(column.Title, cell => cell.RightAligned().NoWrap());
        string? group = null;
        foreach (var (place, row) in report.Rows.Index())
        {
            if (row.Group != group)
                table.AddRow(new Markup($"[bold]{Markup.Escape(row.Group)}[/]"));
            group = row.Group;
            var style = place == report.Best ? "bold" : "default";
            table.AddRow([$"  [{style}]{Markup.Escape(row.Name)}[/]", .. columns.Select(column => $"[{style}]{Text(column.Of(row))}[/]")]);
        }
        Screen.Output.Write(table);
    }

    private static void WriteGains(ComparisonReport report)
    {
        if (report.Reference is not { } reference)
            return;
        var compared = report.Rows[reference];
        if (report.IsReferenceBlind)
            Screen.Line($"{compared.Group} finds no more than the caption alone does: it learned nobody that it could find here, so the ratios to it say nothing of how ours compares to a working Id-CLIP.");
        foreach (var row in report.Rows.Where(row => row is { Role: SystemRole.Ours, Gain: not null }))
            Screen.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Group}: {row.Name}: t2i R@1 is {row.Gain!.Value.Value:0.00} x that of {compared.Group} ({compared.Name}) (95 %: {row.Gain.Value.Low:0.00} to {row.Gain.Value.High:0.00})"));
    }

    private static string Text(Interval? share) => share is { } known
        ? string.Create(CultureInfo.InvariantCulture, $"{100 * known.Value:0.0} ±{50 * (known.High - known.Low):0.0}")
        : "-";
}

using ScottPlot;

namespace IdClip.Evaluation.Report;

/// <summary>Draws a recall report as grouped bars with their 95 % intervals.</summary>
public static class RecallPicture
{
    private const double BarWidth = 0.26;

    private static readonly Dictionary<RecallEvidence, (string Name, Color Color)> Styles = new()
    {
        [RecallEvidence.Context] = ("context only", Color.FromHex("#B8C0CC")),
        [RecallEvidence.Person] = ("person only", Color.FromHex("#8FB6E8")),
        [RecallEvidence.PersonAndContext] = ("person + context", Color.FromHex("#2E6BC6")),
    };

    /// <summary>Writes the picture as PNG under a temporary name, then renames it.</summary>
    /// <param name="report">The report.</param>
    /// <param name="path">The PNG file.</param>
    /// <param name="title">What was evaluated, for example the manifest's name.</param>
    public static void Write(RecallReport report, string path, string title)
    {
        var temporary = path + ".partial";
        File.WriteAllBytes(temporary, Draw(report, title).GetImage(1200, 720).GetImageBytes(ImageFormat.Png));
        File.Move(temporary, path, overwrite: true);
    }

    private static Plot Draw(RecallReport report, string title)
    {
        ReportFonts.Register();
        var plot = new Plot { ScaleFactor = 1.5 };
        plot.Font.Set(ReportFonts.Family);
        for (var row = 0; row < report.Rows.Count; row++)
            AddBars(plot, report.Rows[row], (row - (report.Rows.Count - 1) / 2.0) * (BarWidth + 0.02));

        plot.Title($"{title}: {report.Questions} questions, {report.Photos} photos", 15);
        plot.YLabel("recall of that very photo, %", 13);
        plot.Axes.Left.FrameLineStyle.Width = 0;
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Bottom.SetTicks([.. Enumerable.Range(0, RecallReport.Ks.Count).Select(i => (double)i)], [.. RecallReport.Ks.Select(k => $"R@{k}")]);
        plot.Axes.Bottom.MajorTickStyle.Length = 0;
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Grid.XAxisStyle.IsVisible = false;
        plot.Axes.SetLimits(-0.6, RecallReport.Ks.Count - 0.4, 0, 112);
        plot.Axes.Left.SetTicks([0, 20, 40, 60, 80, 100], ["0", "20", "40", "60", "80", "100"]);
        var legend = plot.ShowLegend(Edge.Bottom);
        legend.Legend.OutlineWidth = 0;
        legend.Legend.ShadowColor = Colors.Transparent;
        return plot;
    }

    private static void AddBars(Plot plot, RecallRow row, double offset)
    {
        var (name, color) = Styles[row.Evidence];
        var ink = Color.FromHex("#14181F");
        for (var i = 0; i < RecallReport.Ks.Count; i++)
        {
            var recall = row.Photo[RecallReport.Ks[i]];
            var bar = plot.Add.Bar(new Bar { Position = i + offset, Value = 100 * recall.Value, Size = BarWidth, FillColor = color, LineWidth = 0 });
            if (i == 0)
                bar.LegendText = name;

            // The interval is not symmetric, so ScottPlot's own error of a bar does not fit.
            var whisker = plot.Add.Line(i + offset, 100 * recall.Low, i + offset, 100 * recall.High);
            whisker.Color = ink;
            whisker.LineWidth = 1.2f;
            var label = plot.Add.Text($"{100 * recall.Value:0}", i + offset, 100 * Math.Max(recall.High, recall.Value) + 1);
            label.Alignment = Alignment.LowerCenter;
            label.LabelFontName = ReportFonts.Family;
            label.LabelFontSize = 11;
            label.LabelFontColor = ink;
        }
    }
}

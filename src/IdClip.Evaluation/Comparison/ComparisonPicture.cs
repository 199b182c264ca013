using IdClip.Evaluation.Metrics;
using IdClip.Evaluation.Report;
using ScottPlot;

namespace IdClip.Evaluation.Comparison;

/// <summary>Draws a comparison as bars with their 95 % intervals: R@1 by captions, and normalised mAP@10 by a person alone.</summary>
public static class ComparisonPicture
{
    private const int Width = 1400;
    private const int RowHeight = 44;
    private const int Margins = 190;
    private const double BarWidth = 0.36;

    private static readonly Color Ink = Color.FromHex("#14181F");
    private static readonly (string Name, Color Color) Ours = ("R@1 by captions, ours", Color.FromHex("#2E6BC6"));
    private static readonly (string Name, Color Color) Others = ("R@1 by captions, others", Color.FromHex("#8FB6E8"));
    private static readonly (string Name, Color Color) ByPerson = ("mAP@10 (normalised) by a person alone", Color.FromHex("#B8C0CC"));

    /// <summary>Writes the picture as PNG under a temporary name, then renames it.</summary>
    /// <param name="report">The report.</param>
    /// <param name="path">The PNG file.</param>
    /// <param name="title">What was compared, for example the manifest's name.</param>
    public static void Write(ComparisonReport report, string path, string title)
    {
        var temporary = path + ".partial";
        File.WriteAllBytes(temporary, Draw(report, title).GetImage(Width, HeightOf(report)).GetImageBytes(ImageFormat.Png));
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Height of the picture in pixels: a strip for each system.</summary>
    internal static int HeightOf(ComparisonReport report) => Margins + (RowHeight * report.Rows.Count);

    private static Plot Draw(ComparisonReport report, string title)
    {
        ReportFonts.Register();
        var plot = new Plot { ScaleFactor = 1.5 };
        plot.Font.Set(ReportFonts.Family);
        var named = new HashSet<string>();
        for (var row = 0; row < report.Rows.Count; row++)
        {
            AddBar(plot, row - (BarWidth / 2), report.Rows[row].TextToImage[1], report.Rows[row].Role == SystemRole.Ours ? Ours : Others, named);
            if (report.Rows[row].NormalisedMeanAveragePrecision is { } precision)
                AddBar(plot, row + (BarWidth / 2), precision, ByPerson, named);
        }

        plot.Title($"{title}: {report.Questions} questions, {report.Photos} photos, {report.People} people", 15);
        plot.Axes.Left.SetTicks(
            [.. Enumerable.Range(0, report.Rows.Count).Select(row => (double)row)], [.. report.Rows.Select(row => $"{row.Group}: {row.Name}")]);
        plot.Axes.Left.FrameLineStyle.Width = 0;
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Left.TickLabelStyle.FontSize = 11;
        plot.Axes.Bottom.SetTicks([0, 20, 40, 60, 80, 100], ["0", "20", "40", "60", "80", "100"]);
        plot.Axes.Bottom.MajorTickStyle.Length = 0;
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Grid.YAxisStyle.IsVisible = false;
        plot.XLabel("%", 13);
        // The first system on top.
        plot.Axes.SetLimits(0, 112, report.Rows.Count - 0.4, -0.6);
        var legend = plot.ShowLegend(Edge.Bottom);
        legend.Legend.OutlineWidth = 0;
        legend.Legend.ShadowColor = Colors.Transparent;
        return plot;
    }

    private static void AddBar(Plot plot, double position, Interval share, (string Name, Color Color) style, HashSet<string> named)
    {
        var bar = plot.Add.Bar(new Bar { Position = position, Value = 100 * share.Value, Size = BarWidth, FillColor = style.Color, LineWidth = 0, Orientation = Orientation.Horizontal });
        if (named.Add(style.Name))
            bar.LegendText = style.Name;

        // The interval is not symmetric, so ScottPlot's own error of a bar does not fit.
        var whisker = plot.Add.Line(100 * share.Low, position, 100 * share.High, position);
        whisker.Color = Ink;
        whisker.LineWidth = 1.2f;
        var label = plot.Add.Text($"{100 * share.Value:0}", 100 * Math.Max(share.High, share.Value) + 1, position);
        label.Alignment = Alignment.MiddleLeft;
        label.LabelFontName = ReportFonts.Family;
        label.LabelFontSize = 10;
        label.LabelFontColor = Ink;
    }
}

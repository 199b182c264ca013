using ScottPlot;

namespace IdClip.Evaluation.Report;

/// <summary>Draws a training run over its steps: the loss by the left axis, validation recall by the right one.</summary>
public static class LearningPicture
{
    // Steps that the running mean of the loss looks back on, as a share of the run so far.
    private const double Smoothing = 0.02;
    private const int MostPoints = 2000;

    private static readonly Color Ink = Color.FromHex("#14181F");
    private static readonly Color Pale = Color.FromHex("#D5DAE1");

    private static readonly (string Name, Color Color, Func<LearningPoint, double?> Value)[] Recalls =
    [
        ("R@10", Color.FromHex("#B9D2F2"), point => point.RecallAt10),
        ("R@5", Color.FromHex("#7FAAE3"), point => point.RecallAt5),
        ("R@1", Color.FromHex("#2E6BC6"), point => point.RecallAt1),
    ];

    /// <summary>Writes the picture as PNG under a temporary name, then renames it.</summary>
    /// <param name="points">The steps so far, in order.</param>
    /// <param name="path">The PNG file.</param>
    /// <param name="title">What was trained.</param>
    public static void Write(IReadOnlyList<LearningPoint> points, string path, string title)
    {
        ArgumentNullException.ThrowIfNull(points);
        var temporary = path + ".partial";
        File.WriteAllBytes(temporary, Draw(points, title).GetImage(1200, 720).GetImageBytes(ImageFormat.Png));
        File.Move(temporary, path, overwrite: true);
    }

    private static Plot Draw(IReadOnlyList<LearningPoint> points, string title)
    {
        ReportFonts.Register();
        var plot = new Plot { ScaleFactor = 1.5 };
        plot.Font.Set(ReportFonts.Family);
        AddLoss(plot, [.. points.Where(point => point.Loss is not null).Select(point => ((double)point.Step, point.Loss!.Value))]);
        var measured = points.Where(point => point.RecallAt1 is not null).ToArray();
        foreach (var (name, color, value) in Recalls)
            AddRecall(plot, [.. measured.Select(point => ((double)point.Step, value(point) ?? 0))], name, color);

        plot.Title(title, 15);
        plot.XLabel("steps", 13);
        plot.YLabel("loss", 13);
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Grid.XAxisStyle.IsVisible = false;
        plot.Axes.AutoScale();
        if (measured.Length > 0)
        {
            plot.Axes.Right.Label.Text = "validation recall, %";
            plot.Axes.Right.Label.FontSize = 13;
            plot.Axes.SetLimitsY(0, 104, plot.Axes.Right);
        }
        else
        {
            plot.Axes.Right.FrameLineStyle.Width = 0;
        }

        var legend = plot.ShowLegend(Edge.Bottom);
        legend.Legend.OutlineWidth = 0;
        legend.Legend.ShadowColor = Colors.Transparent;
        return plot;
    }

    private static void AddLoss(Plot plot, (double Step, double Loss)[] losses)
    {
        if (losses.Length == 0)
            return;
        var every = Math.Max(1, losses.Length / MostPoints);
        var shown = losses.Where((_, index) => index % every == 0).ToArray();
        var raw = plot.Add.ScatterLine(shown.Select(point => point.Step).ToArray(), shown.Select(point => point.Loss).ToArray(), Pale);
        raw.LineWidth = 1;

        var weight = 1 / Math.Max(1, Smoothing * losses.Length);
        var mean = losses[0].Loss;
        var smooth = losses.Select(point => (point.Step, Loss: mean += weight * (point.Loss - mean))).Where((_, index) => index % every == 0).ToArray();
        var line = plot.Add.ScatterLine(smooth.Select(point => point.Step).ToArray(), smooth.Select(point => point.Loss).ToArray(), Ink);
        line.LineWidth = 2;
        line.LegendText = "loss";
    }

    private static void AddRecall(Plot plot, (double Step, double Recall)[] recalls, string name, Color color)
    {
        if (recalls.Length == 0)
            return;
        var line = plot.Add.Scatter(recalls.Select(point => point.Step).ToArray(), recalls.Select(point => point.Recall).ToArray(), color);
        line.LineWidth = 2;
        line.MarkerSize = recalls.Length > 60 ? 0 : 6;
        line.LegendText = name;
        line.Axes.YAxis = plot.Axes.Right;
    }
}

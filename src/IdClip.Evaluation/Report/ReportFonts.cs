using ScottPlot;
using SkiaSharp;

namespace IdClip.Evaluation.Report;

/// <summary>Gives plots the embedded Inter, since a machine may have no fonts at all.</summary>
internal sealed class ReportFonts : IFontResolver
{
    /// <summary>The family's name in plots.</summary>
    public const string Family = "Inter";

    private static readonly Lazy<ReportFonts> Registered = new(() =>
    {
        var fonts = new ReportFonts();
        Fonts.FontResolvers.Add(fonts);
        return fonts;
    });

    private readonly SKTypeface regular = Load("Inter-Regular.ttf");
    private readonly SKTypeface semiBold = Load("Inter-SemiBold.ttf");

    private ReportFonts()
    {
    }

    /// <summary>Makes the family known to ScottPlot, once.</summary>
    public static void Register() => _ = Registered.Value;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        CreateTypeface(fontName, weight >= FontWeight.SemiBold, slant != FontSlant.Upright);

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
        fontName == Family ? (bold ? semiBold : regular) : null;

    private static SKTypeface Load(string file)
    {
        using var stream = typeof(ReportFonts).Assembly.GetManifestResourceStream(file)!;
        return SKTypeface.FromStream(stream);
    }
}

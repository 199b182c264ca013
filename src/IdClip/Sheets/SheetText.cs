using SkiaSharp;

namespace IdClip.Sheets;

/// <summary>Text in the embedded Inter (Latin, Greek, Cyrillic), since a machine may have no fonts; other scripts take what the system has.</summary>
/// <param name="size">Size in pixels.</param>
/// <param name="semiBold">The heavier weight.</param>
internal sealed class SheetText(float size, bool semiBold = false) : IDisposable
{
    private static readonly Lazy<SKTypeface> Regular = new(() => Load("Inter-Regular.ttf"));
    private static readonly Lazy<SKTypeface> SemiBold = new(() => Load("Inter-SemiBold.ttf"));

    private readonly SKFont inter = NewFont(semiBold ? SemiBold.Value : Regular.Value, size);

    public void Dispose() => inter.Dispose();

    /// <summary>Width of the text in pixels.</summary>
    public float Width(string text)
    {
        using var font = FontFor(text);
        return (font ?? inter).MeasureText(text);
    }

    /// <summary>Draws the text with its baseline at y and returns where it ends.</summary>
    public float Draw(SKCanvas canvas, string text, float x, float y, SKColor colour, SKTextAlign align = SKTextAlign.Left)
    {
        using var font = FontFor(text);
        using var paint = new SKPaint { Color = colour, IsAntialias = true };
        canvas.DrawText(text, x, y, align, font ?? inter, paint);
        return x + (font ?? inter).MeasureText(text);
    }

    /// <summary>The text, its end replaced by an ellipsis where it is wider than there is room for.</summary>
    public string Fit(string text, float room)
    {
        if (Width(text) <= room)
            return text;
        var kept = text.Length;
        while (kept > 1 && Width(text[..kept] + "…") > room)
            kept--;
        return text[..kept].TrimEnd() + "…";
    }

    // Null where Inter has every letter, which is nearly always.
    private SKFont? FontFor(string text)
    {
        if (inter.ContainsGlyphs(text))
            return null;
        var missing = text.EnumerateRunes().First(rune => !inter.ContainsGlyph(rune.Value)).Value;
        return SKFontManager.Default.MatchCharacter(missing) is { } typeface ? NewFont(typeface, size) : null;
    }

    private static SKFont NewFont(SKTypeface typeface, float size) =>
        new(typeface, size) { Subpixel = true, Edging = SKFontEdging.Antialias };

    private static SKTypeface Load(string file)
    {
        using var stream = typeof(SheetText).Assembly.GetManifestResourceStream(file)!;
        return SKTypeface.FromStream(stream);
    }
}

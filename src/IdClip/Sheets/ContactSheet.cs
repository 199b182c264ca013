using System.Globalization;
using System.Text.RegularExpressions;
using IdClip.Search;
using SkiaSharp;

namespace IdClip.Sheets;

/// <summary>A picture of the answers to one or more queries: photos with their faces, names and the parts of their scores.</summary>
internal sealed partial class ContactSheet : IDisposable
{
    private const int HeadingHeight = 66;
    private const int NothingHeight = 50;

    private readonly SheetText heading = new(26, semiBold: true);
    private readonly SheetText text = new(15);
    private readonly AnswerCard card = new();

    private ContactSheet()
    {
    }

    /// <summary>Writes the sheet as PNG under a temporary name, then renames it.</summary>
    /// <exception cref="IOException">The folder can't be written to.</exception>
    public static void Write(IReadOnlyList<SearchResult> results, string path)
    {
        using var sheet = new ContactSheet();
        using var picture = sheet.Draw(results);
        using var png = picture.Encode(SKEncodedImageFormat.Png, 100);
        var temporary = path + ".partial";
        using (var file = File.Create(temporary))
            png.SaveTo(file);
        File.Move(temporary, path, overwrite: true);
    }

    public void Dispose()
    {
        heading.Dispose();
        text.Dispose();
        card.Dispose();
    }

    private SKImage Draw(IReadOnlyList<SearchResult> results)
    {
        var columns = Math.Clamp(results.Max(r => r.Answers.Count), 2, SheetStyle.Columns);
        var width = 2 * SheetStyle.Margin + columns * AnswerCard.Width + (columns - 1) * SheetStyle.Gap;
        var height = 2 * SheetStyle.Margin - SheetStyle.Gap + results.Sum(r => HeightOf(r, columns));
        using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var canvas = surface.Canvas;
        canvas.Clear(SheetStyle.Page);

        float y = SheetStyle.Margin;
        foreach (var result in results)
        {
            DrawHeading(canvas, result, y, width);
            DrawAnswers(canvas, result, y + HeadingHeight, columns);
            y += HeightOf(result, columns);
        }
        return surface.Snapshot();
    }

    private int HeightOf(SearchResult result, int columns)
    {
        var rows = (result.Answers.Count + columns - 1) / columns;
        return HeadingHeight + SheetStyle.Gap + (rows == 0 ? NothingHeight : rows * (CardHeight(result) + SheetStyle.Gap));
    }

    private int CardHeight(SearchResult result) => result.Answers.Max(card.Height);

    private void DrawHeading(SKCanvas canvas, SearchResult result, float y, int width)
    {
        var query = heading.Fit(result.Query.ToString(), width - 2 * SheetStyle.Margin);
        float x = SheetStyle.Margin;
        var wanted = 0;
        var before = "";
        foreach (Match part in PersonOrWords().Matches(query))
        {
            var isWanted = part.Value[0] == '@' && !before.EndsWith('-');
            x = heading.Draw(canvas, part.Value, x, y + 24, isWanted ? SheetStyle.Person(ColourOf(result, wanted++)) : SheetStyle.Ink);
            before = part.Value;
        }
        var found = result.Answers.Count switch { 0 => "nothing was found", 1 => "1 answer", var n => $"{n} answers" };
        text.Draw(canvas, string.Create(CultureInfo.InvariantCulture, $"{found} in {result.Elapsed.TotalMilliseconds:0} ms"),
            SheetStyle.Margin, y + 50, SheetStyle.Quiet);
    }

    // The names of one "or" share the colour, since they answer with one face.
    private static int ColourOf(SearchResult result, int mention)
    {
        for (var choice = 0; choice < result.Query.Wanted.Count; choice++)
            if ((mention -= result.Query.Wanted[choice].AnyOf.Count) < 0)
                return choice;
        return 0;
    }

    private void DrawAnswers(SKCanvas canvas, SearchResult result, float top, int columns)
    {
        if (result.Answers.Count == 0)
            return;
        var height = CardHeight(result);
        for (var i = 0; i < result.Answers.Count; i++)
        {
            canvas.Save();
            canvas.Translate(
                SheetStyle.Margin + i % columns * (AnswerCard.Width + SheetStyle.Gap), top + i / columns * (height + SheetStyle.Gap));
            card.Draw(canvas, result.Answers[i], i + 1, height);
            canvas.Restore();
        }
    }

    [GeneratedRegex("""@\{[^}]*\}?|@\w+|[^@]+|@""")]
    private static partial Regex PersonOrWords();
}

using System.Globalization;
using IdClip.Archive.Catalogue;
using IdClip.Search;
using SkiaSharp;

namespace IdClip.Sheets;

/// <summary>One answer on a sheet: the photo with its faces, then the parts of its score.</summary>
internal sealed class AnswerCard : IDisposable
{
    private readonly SheetText label = new(15, semiBold: true);
    private readonly SheetText bar = new(15);
    private readonly SheetText small = new(13);

    /// <summary>Width of every card.</summary>
    public static int Width => SheetStyle.PhotoWidth;

    /// <summary>Height of the answer's card.</summary>
    public int Height(Answer answer) =>
        SheetStyle.PhotoHeight + 2 * SheetStyle.CardPadding - 8 + (answer.People.Count + (answer.Context is null ? 0 : 1)) * SheetStyle.BarLine
        + (ReasonLines(answer).Count + 1) * SheetStyle.ReasonLine;

    public void Dispose()
    {
        label.Dispose();
        bar.Dispose();
        small.Dispose();
    }

    /// <summary>Draws the card with its upper left corner at the canvas's origin.</summary>
    public void Draw(SKCanvas canvas, Answer answer, int rank, int height)
    {
        DrawPaper(canvas, height);
        DrawPhoto(canvas, answer);
        DrawRank(canvas, rank);

        float y = SheetStyle.PhotoHeight + SheetStyle.CardPadding;
        for (var i = 0; i < answer.People.Count; i++, y += SheetStyle.BarLine)
            DrawBar(canvas, answer.People[i].Name, answer.People[i].Probability, SheetStyle.Person(i), y);
        if (answer.Context is { } context)
            DrawBar(canvas, "context", context.Probability, SheetStyle.Context, y);

        // The lines of text stand at the foot, so that those of neighbouring cards align.
        y = height - SheetStyle.CardPadding + 4;
        small.Draw(canvas, small.Fit(FileOf(answer.Photo), TextRoom), SheetStyle.CardPadding, y, SheetStyle.Quiet);
        foreach (var line in ReasonLines(answer).Reverse())
            small.Draw(canvas, line, SheetStyle.CardPadding, y -= SheetStyle.ReasonLine, SheetStyle.Ink);
    }

    private static float TextRoom => Width - 2 * SheetStyle.CardPadding;

    /// <summary>The reason, broken between its parts where it is wider than the card.</summary>
    private IReadOnlyList<string> ReasonLines(Answer answer)
    {
        var lines = new List<string>();
        foreach (var part in answer.Reason.Split(" x "))
        {
            if (lines.Count > 0 && small.Width($"{lines[^1]} x {part}") <= TextRoom)
                lines[^1] += $" x {part}";
            else
                lines.Add(lines.Count > 0 ? $"x {part}" : part);
        }
        return [.. lines.Select(line => small.Fit(line, TextRoom))];
    }

    private static void DrawPaper(SKCanvas canvas, int height)
    {
        using var paper = new SKPaint { Color = SheetStyle.Card, IsAntialias = true };
        using var edge = new SKPaint { Color = SheetStyle.CardEdge, IsAntialias = true, IsStroke = true, StrokeWidth = 1 };
        var card = new SKRect(0, 0, Width, height);
        canvas.DrawRoundRect(card, SheetStyle.CardRadius, SheetStyle.CardRadius, paper);
        canvas.DrawRoundRect(card, SheetStyle.CardRadius, SheetStyle.CardRadius, edge);
    }

    private void DrawPhoto(SKCanvas canvas, Answer answer)
    {
        var frame = new SKRect(0, 0, SheetStyle.PhotoWidth, SheetStyle.PhotoHeight);
        var top = new SKPoint(SheetStyle.CardRadius, SheetStyle.CardRadius);
        using var corners = new SKRoundRect();
        corners.SetRectRadii(frame, [top, top, default, default]);
        using var mat = new SKPaint { Color = SheetStyle.Mat };
        canvas.Save();
        canvas.ClipRoundRect(corners, antialias: true);
        canvas.DrawRect(frame, mat);
        using (var photo = SheetPhoto.Load(answer.Photo.Path, SheetStyle.PhotoWidth, SheetStyle.PhotoHeight))
        {
            if (photo is null)
                small.Draw(canvas, "the file can't be read", frame.MidX, frame.MidY, SheetStyle.Quiet, SKTextAlign.Center);
            else
                DrawPixels(canvas, photo, answer, frame);
        }
        canvas.Restore();
    }

    private void DrawPixels(SKCanvas canvas, SKImage photo, Answer answer, SKRect frame)
    {
        var left = frame.MidX - photo.Width / 2f;
        var top = frame.MidY - photo.Height / 2f;
        canvas.DrawImage(photo, left, top);

        var scale = photo.Width / (float)answer.Photo.Width;
        SKRect Place(FaceDetails face) => SKRect.Create(left + scale * face.X, top + scale * face.Y, scale * face.Width, scale * face.Height);

        var named = answer.People.Where(p => p.Face is not null).Select(p => p.Face!.Id).ToHashSet();
        using var other = new SKPaint { Color = SKColors.White.WithAlpha(170), IsStroke = true, StrokeWidth = 1.5f, IsAntialias = true };
        foreach (var face in answer.Photo.Faces.Where(f => !named.Contains(f.Id)))
            canvas.DrawRoundRect(Place(face), 3, 3, other);
        var labels = new List<SKRect>();
        for (var i = 0; i < answer.People.Count; i++)
            if (answer.People[i].Face is { } face)
                DrawFace(canvas, Place(face), $"{answer.People[i].Name} {Share(answer.People[i].Probability)}", SheetStyle.Person(i), labels);
    }

    private void DrawFace(SKCanvas canvas, SKRect face, string text, SKColor colour, List<SKRect> labels)
    {
        const float height = 23, space = 4;
        using var line = new SKPaint { Color = colour, IsStroke = true, StrokeWidth = 2.5f, IsAntialias = true };
        using var fill = new SKPaint { Color = colour, IsAntialias = true };
        canvas.DrawRoundRect(face, 3, 3, line);

        var width = label.Width(text) + 12;
        var x = Math.Clamp(face.MidX - width / 2, space, Math.Max(space, SheetStyle.PhotoWidth - width - space));
        var above = SKRect.Create(x, face.Top - height - space, width, height);
        var below = SKRect.Create(x, Math.Min(face.Bottom + space, SheetStyle.PhotoHeight - height - space), width, height);
        var place = above.Top < space || labels.Exists(above.IntersectsWith) ? below : above;
        labels.Add(place);
        canvas.DrawRoundRect(place, 4, 4, fill);
        label.Draw(canvas, text, place.Left + 6, place.Top + 17, SKColors.White);
    }

    private void DrawRank(SKCanvas canvas, int rank)
    {
        var text = rank.ToString(CultureInfo.InvariantCulture);
        using var fill = new SKPaint { Color = SheetStyle.Ink.WithAlpha(200), IsAntialias = true };
        var width = Math.Max(26, label.Width(text) + 14);
        canvas.DrawRoundRect(SKRect.Create(10, 10, width, 26), 13, 13, fill);
        label.Draw(canvas, text, 10 + width / 2, 28, SKColors.White, SKTextAlign.Center);
    }

    private void DrawBar(SKCanvas canvas, string name, double probability, SKColor colour, float y)
    {
        const float trackStart = 168, trackEnd = SheetStyle.PhotoWidth - 66;
        bar.Draw(canvas, bar.Fit(name, trackStart - SheetStyle.CardPadding - 8), SheetStyle.CardPadding, y + 15, SheetStyle.Ink);
        using var track = new SKPaint { Color = SheetStyle.Track, IsAntialias = true };
        using var fill = new SKPaint { Color = colour, IsAntialias = true };
        var full = SKRect.Create(trackStart, y + 7, trackEnd - trackStart, SheetStyle.BarHeight);
        canvas.DrawRoundRect(full, 3, 3, track);
        var share = (float)Math.Clamp(probability, 0, 1) * full.Width;
        canvas.DrawRoundRect(SKRect.Create(full.Left, full.Top, Math.Max(share, SheetStyle.BarHeight), full.Height), 3, 3, fill);
        bar.Draw(canvas, Share(probability), Width - SheetStyle.CardPadding, y + 15, SheetStyle.Ink, SKTextAlign.Right);
    }

    // As the reasons have it: nothing is certain.
    private static string Share(double probability) => probability switch
    {
        < 0.005 => "<.01",
        > 0.995 => ">.99",
        _ => probability.ToString(".00", CultureInfo.InvariantCulture),
    };

    private static string FileOf(PhotoDetails photo) => photo.FrameSeconds is { } seconds
        ? string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(photo.Path)} at {seconds:0.0} s")
        : Path.GetFileName(photo.Path);
}

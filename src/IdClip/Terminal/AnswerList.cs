using System.Globalization;
using IdClip.Archive.Catalogue;
using IdClip.Search;
using Spectre.Console;

namespace IdClip.Terminal;

/// <summary>Writes the answers of a query with their reasons.</summary>
internal static class AnswerList
{
    private const int CopiesNamed = 5;

    /// <summary>Writes to standard output; on a terminal the paths are links.</summary>
    public static void Write(SearchResult result)
    {
        foreach (var note in result.Notes)
            Screen.Note(note);
        if (result.Answers.Count == 0)
            Screen.Note("nothing was found");
        for (var i = 0; i < result.Answers.Count; i++)
            Write(result.Answers[i], i + 1);
    }

    private static void Write(Answer answer, int rank)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"{rank,3}  {answer.Score:.00}  ");
        var path = answer.Photo.Path + FrameOf(answer.Photo);
        if (!Screen.OutputIsTerminal)
        {
            Screen.Line(head + path);
            Screen.Line($"          {answer.Reason}");
            foreach (var copy in answer.Copies)
                Screen.Line($"          near-copy {copy.Path}{FrameOf(copy)}");
            return;
        }
        // Written as segments, not as markup: a path may hold brackets.
        Screen.Output.Write(new Text(head, new Style(Color.Grey)));
        Screen.Output.Write(new Paragraph(path, new Style(decoration: Decoration.Bold), new Link(new Uri(answer.Photo.Path).AbsoluteUri)));
        Screen.Output.WriteLine();
        Screen.Output.Write(new Text($"          {answer.Reason}"));
        Screen.Output.WriteLine();
        if (answer.Copies.Count == 0)
            return;
        Screen.Output.Write(new Text($"          near-copies: {string.Join(", ", answer.Copies.Take(CopiesNamed).Select(c => Path.GetFileName(c.Path)))}{(answer.Copies.Count > CopiesNamed ? $", {answer.Copies.Count - CopiesNamed} more" : "")}", new Style(Color.Grey)));
        Screen.Output.WriteLine();
    }

    private static string FrameOf(PhotoDetails photo) =>
        photo.FrameSeconds is { } seconds ? string.Create(CultureInfo.InvariantCulture, $" at {seconds:0.0} s") : "";
}

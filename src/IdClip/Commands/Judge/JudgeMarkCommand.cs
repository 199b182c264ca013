using System.CommandLine;
using System.Globalization;
using IdClip.Search.Judgements;
using IdClip.Terminal;

namespace IdClip.Commands.Judge;

/// <summary><c>idclip judge mark</c>.</summary>
internal sealed class JudgeMarkCommand : JudgingCommand
{
    private readonly Argument<long> query = QueryArgument();
    private readonly Argument<string[]> photos = new("PHOTO")
    {
        Description = "Photos by the number, path or file name that 'idclip judge photos ID' lists",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> wrong = new("--wrong") { Description = "Take the marks back" };

    public JudgeMarkCommand(ArchiveOption archive, ServerOption server) : base("mark", "Mark photos as right answers of a query.", archive, server)
    {
        Add(query);
        Add(photos);
        Add(wrong);
    }

    protected override async Task<int> RunAsync(ParseResult command, IJudgements judgements, CancellationToken ct)
    {
        var id = command.GetRequiredValue(query);
        var marked = await IdsAsync(id, command.GetRequiredValue(photos), judgements, ct);
        var judged = command.GetValue(wrong) ? await judgements.JudgeAsync(id, [], marked, ct) : await judgements.JudgeAsync(id, marked, [], ct);
        Screen.Line($"{judged.Id}  {judged.Text}  {judged.Right.Count} right");
        return ExitCode.Done;
    }

    /// <summary>The photos that were given, most by names that only the list of photos to judge knows.</summary>
    private static async Task<IReadOnlyList<long>> IdsAsync(long query, IReadOnlyList<string> given, IJudgements judgements, CancellationToken ct)
    {
        var ids = new List<long>();
        ILookup<string, long>? byName = null;
        foreach (var photo in given)
        {
            if (long.TryParse(photo, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                ids.Add(number);
                continue;
            }
            byName ??= (await judgements.PhotosAsync(query, JudgePhotosCommand.MaxDepth, ct))
                .SelectMany(listed => new[] { listed.Photo.Path, Path.GetFileName(listed.Photo.Path) }.Select(name => (name, listed.Photo.Id)))
                .ToLookup(listed => listed.name, listed => listed.Id);
            ids.Add(byName[photo].ToList() switch
            {
                [var one] => one,
                [] => throw new InputException($"PHOTO '{photo}' is none of those that 'idclip judge photos {query} --depth {JudgePhotosCommand.MaxDepth}' lists."),
                _ => throw new InputException($"PHOTO '{photo}' may be several; give its number in 'idclip judge photos {query}'."),
            });
        }
        return ids;
    }
}

using System.CommandLine;
using System.Globalization;
using IdClip.Search.Judgements;
using IdClip.Terminal;

namespace IdClip.Commands.Judge;

/// <summary><c>idclip judge photos</c>.</summary>
internal sealed class JudgePhotosCommand : JudgingCommand
{
    /// <summary>How many photos of each kind of evidence are looked through.</summary>
    public const int UsualDepth = 16;

    /// <summary>The most.</summary>
    public const int MaxDepth = 256;

    private readonly Argument<long> query = QueryArgument();
    private readonly Option<int> depth = new("--depth") { Description = "How many of each kind of evidence", HelpName = "N", DefaultValueFactory = _ => UsualDepth };

    public JudgePhotosCommand(ArchiveOption archive, ServerOption server)
        : base("photos", "List the photos to judge for a query: those that are marked, then the best of every kind of evidence.", archive, server)
    {
        depth.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && !(int.TryParse(token.Value, out var number) && number is >= 1 and <= MaxDepth))
                given.AddError($"--depth must be a number from 1 to {MaxDepth}.");
        });
        Add(query);
        Add(depth);
    }

    protected override async Task<int> RunAsync(ParseResult command, IJudgements judgements, CancellationToken ct)
    {
        foreach (var (photo, isRight) in await judgements.PhotosAsync(command.GetRequiredValue(query), command.GetValue(depth), ct))
            Screen.Line($"{photo.Id.ToString(CultureInfo.InvariantCulture),6}  {(isRight ? "right" : "     ")}  {photo.Path}{(photo.FrameSeconds is { } at ? $" at {TimeSpan.FromSeconds(at):h\\:mm\\:ss}" : "")}");
        return ExitCode.Done;
    }
}

using System.CommandLine;
using IdClip.Search.Judgements;
using IdClip.Terminal;

namespace IdClip.Commands.Judge;

/// <summary><c>idclip judge remove</c>.</summary>
internal sealed class JudgeRemoveCommand : JudgingCommand
{
    private readonly Argument<long> query = QueryArgument();

    public JudgeRemoveCommand(ArchiveOption archive, ServerOption server) : base("remove", "Remove a query with its marks; its photos stay.", archive, server) => Add(query);

    protected override async Task<int> RunAsync(ParseResult command, IJudgements judgements, CancellationToken ct)
    {
        var id = command.GetRequiredValue(query);
        await judgements.RemoveAsync(id, ct);
        Screen.Line($"The query {id} is removed.");
        return ExitCode.Done;
    }
}

using System.CommandLine;
using IdClip.Search.Judgements;
using IdClip.Search.Query;
using IdClip.Terminal;

namespace IdClip.Commands.Judge;

/// <summary><c>idclip judge add</c>.</summary>
internal sealed class JudgeAddCommand : JudgingCommand
{
    private readonly Argument<string[]> query = new("QUERY")
    {
        Description = "Names and words, for example '@{Mira Okafor} on a beach'; quote it for the shell",
        Arity = ArgumentArity.OneOrMore,
    };

    public JudgeAddCommand(ArchiveOption archive, ServerOption server) : base("add", "Write a query down that you know the answer to.", archive, server)
    {
        query.CompletionSources.Add(context => NameCompletion.InQuery(context, archive));
        Add(query);
    }

    protected override async Task<int> RunAsync(ParseResult command, IJudgements judgements, CancellationToken ct)
    {
        var text = string.Join(' ', command.GetRequiredValue(query));
        try
        {
            var added = await judgements.AddAsync(text, ct);
            Screen.Line($"{added.Id}  {added.Text}");
            Screen.Note($"Mark its right photos: idclip judge photos {added.Id} lists them, idclip judge mark {added.Id} PHOTO... marks them.");
            return ExitCode.Done;
        }
        catch (QueryException error)
        {
            QueryComplaint.Tell(error, text);
            return ExitCode.BadInput;
        }
    }
}

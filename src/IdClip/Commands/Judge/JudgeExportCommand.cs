using System.CommandLine;
using IdClip.Search.Judgements;
using IdClip.Terminal;

namespace IdClip.Commands.Judge;

/// <summary><c>idclip judge export</c>.</summary>
internal sealed class JudgeExportCommand : JudgingCommand
{
    private readonly Argument<string> target = new("TARGET") { Description = "A file that is not there yet and ends in .zip" };

    public JudgeExportCommand(ArchiveOption archive, ServerOption server)
        : base("export", "Write the queries with copies of their photos as a ZIP that 'idclip eval' reads.", archive, server) => Add(target);

    protected override async Task<int> RunAsync(ParseResult command, IJudgements judgements, CancellationToken ct)
    {
        var file = Path.GetFullPath(command.GetRequiredValue(target));
        if (!Path.GetExtension(file).Equals(".zip", StringComparison.OrdinalIgnoreCase))
            throw new InputException($"TARGET: {file} does not end in .zip.");
        if (Path.Exists(file))
            throw new InputException($"TARGET: {file} is there already. Name a file that is not there yet.");
        var part = file + ".part";
        try
        {
            await using (var zip = new FileStream(part, FileMode.Create, FileAccess.Write))
                await judgements.ExportAsync(zip, ct);
            File.Move(part, file);
        }
        finally
        {
            File.Delete(part);
        }
        Screen.Line($"wrote {file}");
        return ExitCode.Done;
    }
}

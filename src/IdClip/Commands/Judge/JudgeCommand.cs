using System.CommandLine;
using System.Text.Json;
using IdClip.Search.Judgements;
using IdClip.Terminal;

namespace IdClip.Commands.Judge;

/// <summary><c>idclip judge</c>.</summary>
internal sealed class JudgeCommand : JudgingCommand
{
    private readonly Option<bool> json = new("--json") { Description = "Queries as JSON: id, text, addedAt, right, missing" };

    public JudgeCommand(ArchiveOption archive, ServerOption server)
        : base("judge", "List the judged queries, whose right photos somebody marked; add, mark, measure, export.", archive, server)
    {
        Add(json);
        Add(new JudgeAddCommand(archive, server));
        Add(new JudgePhotosCommand(archive, server));
        Add(new JudgeMarkCommand(archive, server));
        Add(new JudgeRemoveCommand(archive, server));
        Add(new JudgeMeasureCommand(archive, server));
        Add(new JudgeExportCommand(archive, server));
    }

    protected override async Task<int> RunAsync(ParseResult command, IJudgements judgements, CancellationToken ct)
    {
        var queries = await judgements.ListAsync(ct);
        if (command.GetValue(json))
        {
            using var writer = new Utf8JsonWriter(Console.OpenStandardOutput(), new() { Indented = true });
            writer.WriteStartArray();
            foreach (var query in queries)
            {
                writer.WriteStartObject();
                writer.WriteNumber("id", query.Id);
                writer.WriteString("text", query.Text);
                writer.WriteString("addedAt", query.At);
                writer.WriteStartArray("right");
                foreach (var photo in query.Right)
                    writer.WriteNumberValue(photo);
                writer.WriteEndArray();
                writer.WriteNumber("missing", query.Missing);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            return ExitCode.Done;
        }
        if (queries.Count == 0)
            Screen.Note("There is none yet. Write one down that you know the answer to: idclip judge add '@{Mira Okafor} on a beach'");
        foreach (var query in queries)
            Screen.Line($"{query.Id}  {query.Text}  {(query.Right.Count == 0 ? "no photo marked" : $"{query.Right.Count} right")}{(query.Missing > 0 ? $", {query.Missing} not in the archive now" : "")}");
        return ExitCode.Done;
    }
}

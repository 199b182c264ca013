using System.CommandLine;
using System.Text.Json;
using IdClip.Archive.Judgements;
using IdClip.Evaluation.Metrics;
using IdClip.Search.Judgements;
using IdClip.Terminal;

namespace IdClip.Commands.Judge;

/// <summary><c>idclip judge measure</c>.</summary>
internal sealed class JudgeMeasureCommand : JudgingCommand
{
    private readonly Option<bool> kept = new("--kept") { Description = "Show what was measured last, without asking anew" };
    private readonly Option<bool> json = new("--json") { Description = "Figures as JSON" };

    public JudgeMeasureCommand(ArchiveOption archive, ServerOption server)
        : base("measure", "Tell how often a right photo is found, by each kind of evidence and every adapter that fits the archive.", archive, server)
    {
        Add(kept);
        Add(json);
    }

    protected override async Task<int> RunAsync(ParseResult command, IJudgements judgements, CancellationToken ct)
    {
        var (measured, leftOut) = command.GetValue(kept)
            ? new(await judgements.MeasuredAsync(ct) is [var last, ..] ? last : throw new InputException("Nothing was measured yet: idclip judge measure"), [])
            : await MeasuringMonitor.ShowAsync(progress => judgements.MeasureAsync(progress, ct));
        if (command.GetValue(json))
            Write(measured);
        else
            MeasuredTable.Write(measured);
        foreach (var problem in leftOut)
            Screen.Note($"left out: {problem}");
        return ExitCode.Done;
    }

    private static void Write(RecallMeasurement measured)
    {
        using var writer = new Utf8JsonWriter(Console.OpenStandardOutput(), new() { Indented = true });
        writer.WriteStartObject();
        writer.WriteString("at", measured.At);
        writer.WriteString("model", measured.Model);
        writer.WriteString("faceModel", measured.FaceModel);
        writer.WriteNumber("photos", measured.Photos);
        writer.WriteStartArray("rows");
        foreach (var row in measured.Rows)
        {
            writer.WriteStartObject();
            writer.WriteString("evidence", row.Evidence);
            if (row.Adapter is { } adapter)
                writer.WriteString("adapter", adapter);
            if (row.Photos is { } photos)
                writer.WriteNumber("photos", photos);
            writer.WriteStartArray("recall");
            foreach (var (k, recall) in QueryRecall.Ks.Zip(QueryRecall.Of(row.Ranks.Values)))
            {
                writer.WriteStartObject();
                writer.WriteNumber("k", k);
                writer.WriteNumber("recall", recall.Value);
                writer.WriteNumber("low", recall.Low);
                writer.WriteNumber("high", recall.High);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}

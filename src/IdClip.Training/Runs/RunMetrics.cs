using System.Text.Json;

namespace IdClip.Training.Runs;

/// <summary>Reads <c>metrics.jsonl</c> of a run's folder.</summary>
public static class RunMetrics
{
    internal const string FileName = "metrics.jsonl";

    /// <summary>One line a step so far; none where there is no such file yet.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static IReadOnlyList<MetricsLine> Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return [];
        var lines = new List<MetricsLine>();
        foreach (var line in File.ReadLines(path))
        {
            try
            {
                lines.Add(JsonSerializer.Deserialize(line, RunJson.Default.MetricsLine)!);
            }
            catch (JsonException)
            {
                // A run that was killed leaves half a line; what follows it can't be trusted either.
                break;
            }
        }

        return lines;
    }
}

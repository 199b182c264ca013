using System.Globalization;
using System.Text.Json;
using IdClip.Training.Adapters;
using IdClip.Training.Configuration;
using IdClip.Training.Optimisation;

namespace IdClip.Training.Runs;

/// <summary>The files of a run: its configuration and origin, a line a step, the last checkpoint and the adapters. A checkpoint is a folder that appears whole under its final name, so a run may be killed at any time.</summary>
internal sealed class RunFolder
{
    private const string CheckpointPrefix = "checkpoint-";
    private const string AdapterFile = "adapter.safetensors";
    private const string OptimiserFile = "optimiser.safetensors";
    private const string StateFile = "state.json";

    private readonly string folder;
    private readonly string metrics;

    /// <summary>Opens a run's folder, which is made where it isn't there yet.</summary>
    /// <exception cref="TrainingException">The folder holds a run of another configuration or other data.</exception>
    public RunFolder(string folder, TrainingConfiguration configuration, RunOrigin origin, RunData data)
    {
        this.folder = Path.GetFullPath(folder);
        metrics = Path.Combine(this.folder, RunMetrics.FileName);
        Directory.CreateDirectory(this.folder);
        RefuseOther("config.json", configuration, ConfigurationJson.Options, JsonSerializer.Serialize);
        // The version is kept to be known; another one may go on.
        RefuseOther("run.json", origin, RunJson.Default.Options, (other, options) => JsonSerializer.Serialize(other with { Version = "" }, options));
        // Its fingerprint is in run.json, so it need not be compared.
        Write("data.json", JsonSerializer.Serialize(data, RunJson.Default.RunData));
    }

    /// <summary>The adapter that the run came to.</summary>
    public string Adapter => Path.Combine(folder, AdapterFile);

    /// <summary>Brings parameters and optimiser to the last checkpoint and cuts the metrics back to it; without one nothing changes.</summary>
    public RunState Resume(IdClipAdapter adapter, AdamW optimiser)
    {
        var last = Checkpoints().LastOrDefault();
        var state = new RunState(0);
        if (last is not null)
        {
            try
            {
                state = JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(last, StateFile)), RunJson.Default.RunState) ?? state;
                adapter.Load(Path.Combine(last, AdapterFile));
                optimiser.Load(Path.Combine(last, OptimiserFile));
            }
            catch (Exception error) when (error is JsonException or IOException or InvalidDataException or ArgumentException or Models.Store.ModelException)
            {
                throw new TrainingException($"The checkpoint {last} can't be read: {error.Message} Delete that folder to go on from the one before, or from the start.", error);
            }
        }

        CutMetrics(state.Step);
        return state;
    }

    public void Save(IdClipAdapter adapter, AdamW optimiser, RunState state)
    {
        var earlier = Checkpoints();
        var target = Path.Combine(folder, CheckpointPrefix + state.Step.ToString("d9", CultureInfo.InvariantCulture));
        var partial = Path.Combine(folder, $".{Path.GetFileName(target)}.partial");
        if (Directory.Exists(partial))
            Directory.Delete(partial, recursive: true);
        Directory.CreateDirectory(partial);
        adapter.Save(Path.Combine(partial, AdapterFile));
        optimiser.Save(Path.Combine(partial, OptimiserFile));
        File.WriteAllBytes(Path.Combine(partial, StateFile), JsonSerializer.SerializeToUtf8Bytes(state, RunJson.Default.RunState));
        if (Directory.Exists(target))
            return;
        Directory.Move(partial, target);
        // The one before stays, in case the disk lost what it promised to have written.
        foreach (var old in earlier.SkipLast(1))
            Directory.Delete(old, recursive: true);
    }

    public void Append(MetricsLine line) =>
        File.AppendAllText(metrics, JsonSerializer.Serialize(line, RunJson.Default.MetricsLine) + "\n");

    /// <summary>The lines of all steps so far.</summary>
    public IReadOnlyList<MetricsLine> Metrics() => RunMetrics.Read(folder);

    private void CutMetrics(int step)
    {
        var kept = Metrics().Where(line => line.Step <= step).Select(line => JsonSerializer.Serialize(line, RunJson.Default.MetricsLine));
        var partial = metrics + ".partial";
        File.WriteAllLines(partial, kept.ToArray());
        File.Move(partial, metrics, overwrite: true);
    }

    private string[] Checkpoints() => [.. Directory.EnumerateDirectories(folder, CheckpointPrefix + "*").Order(StringComparer.Ordinal)];

    private void RefuseOther<T>(string name, T mine, JsonSerializerOptions options, Func<T, JsonSerializerOptions, string> compared)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            Write(name, JsonSerializer.Serialize(mine, options));
            return;
        }

        try
        {
            if (JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), options) is { } other && compared(other, options) == compared(mine, options))
                return;
        }
        catch (JsonException error)
        {
            throw new TrainingException($"{path} can't be read: {error.Message} Choose another folder for this run.", error);
        }

        throw new TrainingException($"{folder} holds a run of another configuration, model or data (its {name} differs). Choose another folder for this run.");
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path + ".partial", text);
        File.Move(path + ".partial", path, overwrite: true);
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace IdClip.Jobs;

/// <summary>Jobs as files, one a job, each whole or not there. One process at a time holds the folder.</summary>
internal sealed class JobFolder<TOrder, TProgress, TOutcome> : IDisposable
    where TOrder : class, IJobOrder
    where TProgress : class
    where TOutcome : class
{
    private const string Extension = ".json";
    private const long LargestFile = 4L << 20;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        // A loss may be infinite.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly string folder;
    private readonly FileStream held;

    /// <summary>Opens or makes the folder.</summary>
    /// <exception cref="JobException">Another process holds it, or it can't be written.</exception>
    public JobFolder(string folder)
    {
        this.folder = folder;
        try
        {
            Directory.CreateDirectory(folder);
            held = new FileStream(Path.Combine(folder, "held"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new JobException($"The jobs in {folder} can't be opened; does another idclip serve the same archive? {error.Message}", error);
        }
    }

    /// <summary>Every job that was written.</summary>
    /// <exception cref="JobException">A file is damaged.</exception>
    public IReadOnlyList<Job<TOrder, TProgress, TOutcome>> ReadAll() => [.. Directory.EnumerateFiles(folder, "*" + Extension).Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>Writes a job under a temporary name, flushes and renames.</summary>
    public void Write(Job<TOrder, TProgress, TOutcome> job)
    {
        var temporary = PathOf(job.Id) + ".partial";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(file, job, Format);
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, PathOf(job.Id), overwrite: true);
    }

    /// <summary>Removes a job; what it made stays.</summary>
    public void Remove(string id) => File.Delete(PathOf(id));

    /// <inheritdoc/>
    public void Dispose() => held.Dispose();

    private string PathOf(string id) => Path.Combine(folder, id + Extension);

    private static Job<TOrder, TProgress, TOutcome> Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > LargestFile)
                throw new JobException($"{path} is over {LargestFile >> 20} MB and no job; remove it.");
            var job = JsonSerializer.Deserialize<Job<TOrder, TProgress, TOutcome>>(File.ReadAllBytes(path), Format);
            return job is { Order: not null } && job.Id == Path.GetFileNameWithoutExtension(path)
                ? job
                : throw new JobException($"{path} holds no job of that name; remove it.");
        }
        catch (JsonException error)
        {
            throw new JobException($"{path} is damaged: {error.Message} Remove it; what the job made is not touched.", error);
        }
    }
}

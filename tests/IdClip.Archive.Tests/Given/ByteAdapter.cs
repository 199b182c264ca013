using IdClip.Archive.Adapters;

namespace IdClip.Archive.Tests.Given;

/// <summary>An adapter's vectors that follow from a file's bytes alone, as <see cref="ByteEncoder"/>'s do.</summary>
internal sealed class ByteAdapter(string adapter = ByteAdapter.Identity) : IAdapterPhotoEncoder
{
    public const string Identity = "aaaaaaaa01";

    private readonly Lock gate = new();

    public string Adapter => adapter;

    /// <summary>Runs before each file.</summary>
    public Action<string>? Before { get; init; }

    /// <summary>The files encoded so far.</summary>
    public List<string> Files { get; } = [];

    public static float[] VectorOf(string content) => ByteEncoder.UnitVector([.. System.Text.Encoding.UTF8.GetBytes(content), 7], 16);

    public IReadOnlyList<(float[] Embedding, string? Failure)> Encode(IReadOnlyList<string> files) => [.. files.Select(Encode)];

    private (float[] Embedding, string? Failure) Encode(string file)
    {
        Before?.Invoke(file);
        lock (gate)
            Files.Add(file);
        var text = File.ReadAllText(file);
        return text.StartsWith("no vector", StringComparison.Ordinal) ? ([], "The picture is damaged.") : (VectorOf(text), null);
    }
}

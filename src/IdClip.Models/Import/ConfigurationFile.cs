using System.Text.Json;
using IdClip.Models.Store;

namespace IdClip.Models.Import;

/// <summary>Reads the small JSON files that come with checkpoints. They are untrusted: a value of the wrong kind is an error that names the file.</summary>
internal sealed class ConfigurationFile(string path, JsonElement root)
{
    // Configurations are a few kilobytes; Gemma's tokenizer.json has 34 MB.
    private const long LargestFile = 64 << 20;

    public string Path => path;

    public static ConfigurationFile? TryRead(string path)
    {
        if (!File.Exists(path))
            return null;
        if (new FileInfo(path).Length > LargestFile)
            throw new ModelException($"{path} is too large to be a configuration");
        try
        {
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream);
            return new ConfigurationFile(path, document.RootElement.Clone());
        }
        catch (JsonException e)
        {
            throw new ModelException($"{path} is not JSON: {e.Message}", e);
        }
    }

    /// <summary>An inner object, or null.</summary>
    public ConfigurationFile? Part(string name) => Find(name) is { ValueKind: JsonValueKind.Object } part ? new ConfigurationFile($"{path}: {name}", part) : null;

    public bool Holds(string name) => Find(name) is not null;

    public int? SignedInteger(string name) => Find(name) is not { } value ? null : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : throw Wrong(name);

    /// <summary>A size or a count.</summary>
    public int? Integer(string name) => SignedInteger(name) is not { } number ? null : number > 0 ? number : throw Wrong(name);

    public float? Number(string name) => Find(name) is not { } value ? null : value.ValueKind == JsonValueKind.Number ? value.GetSingle() : throw Wrong(name);

    public bool? Flag(string name) => Find(name)?.ValueKind switch
    {
        null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(name),
    };

    public string? Text(string name) => Find(name) is not { } value ? null : value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong(name);

    public IReadOnlyList<float>? ThreeNumbers(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 3 && value.EnumerateArray().All(number => number.ValueKind == JsonValueKind.Number)
            ? [.. value.EnumerateArray().Select(number => number.GetSingle())]
            : throw Wrong(name);

    public IReadOnlyList<ConfigurationFile>? Objects(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select((item, i) => new ConfigurationFile($"{path}: {name}[{i}]", item))] : throw Wrong(name);

    public IReadOnlyList<int>? Integers(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out _))
            ? [.. value.EnumerateArray().Select(item => item.GetInt32())]
            : throw Wrong(name);

    /// <summary>An array whose items are strings, or pairs of strings that are joined by a space.</summary>
    public IReadOnlyList<string>? Lines(string name)
    {
        if (Find(name) is not { ValueKind: JsonValueKind.Array } value)
            return null;
        return [.. value.EnumerateArray().Select(item => item.ValueKind switch
        {
            JsonValueKind.String => item.GetString()!,
            JsonValueKind.Array => string.Join(' ', item.EnumerateArray().Select(part => part.ToString())),
            _ => throw Wrong(name),
        })];
    }

    public ModelException Wrong(string name) => new($"{path}: '{name}' is not of the expected kind");

    private JsonElement? Find(string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}

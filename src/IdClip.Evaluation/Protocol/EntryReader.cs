using System.Text.Json;

namespace IdClip.Evaluation.Protocol;

/// <summary>Reads the fields of one entry of a JSON list and says which entry and field is wrong.</summary>
/// <param name="source">The JSON file's path.</param>
/// <param name="number">The entry's place in the list, 1 for the first.</param>
/// <param name="entry">The entry.</param>
internal sealed class EntryReader(string source, int number, JsonElement entry)
{
    private const long MaxBytes = 256L << 20;
    private const int MaxTextLength = 4096;
    private const int MaxListLength = 1000;

    /// <summary>Reads every entry of a JSON file that holds a list of objects.</summary>
    public static IReadOnlyList<T> ReadAll<T>(string source, Func<EntryReader, T> read)
    {
        var file = new FileInfo(source);
        if (!file.Exists)
            throw new ManifestException($"{source} does not exist.");
        if (file.Length > MaxBytes)
            throw new ManifestException($"{source} has {file.Length >> 20} MB; at most {MaxBytes >> 20} MB are read.");
        try
        {
            using var stream = file.OpenRead();
            using var json = JsonDocument.Parse(stream, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (json.RootElement.ValueKind != JsonValueKind.Array)
                throw new ManifestException($"{source} must be a JSON list of entries, but starts with {Kind(json.RootElement)}.");
            return [.. json.RootElement.EnumerateArray().Select((entry, index) => read(new(source, index + 1, entry)))];
        }
        catch (JsonException error)
        {
            throw new ManifestException(
                $"{source} is not JSON: line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1} can't be read.", error);
        }
    }

    /// <summary>A text that must be there.</summary>
    public string Text(string field) => Optional(field) is { } value ? Text(field, value) : throw Wrong(field, "is missing");

    /// <summary>A text, or null where the field is absent.</summary>
    public string? OptionalText(string field) => Optional(field) is { } value ? Text(field, value) : null;

    /// <summary>A list of texts that must be there; it may be empty.</summary>
    public IReadOnlyList<string> Texts(string field)
    {
        var value = Optional(field) ?? throw Wrong(field, "is missing");
        if (value.ValueKind != JsonValueKind.Array)
            throw Wrong(field, $"must be a list of texts, but is {Kind(value)}");
        if (value.GetArrayLength() > MaxListLength)
            throw Wrong(field, $"has {value.GetArrayLength()} values; at most {MaxListLength} are read");
        return [.. value.EnumerateArray().Select((text, index) => Text($"{field}[{index}]", text))];
    }

    /// <summary>The absolute path of a file that exists below the JSON file's folder.</summary>
    public string PathOf(string field, string file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(source))!;
        var path = Path.GetFullPath(Path.Combine(folder, file));
        // A manifest from somebody else must not make IdClip read files that it was not given with.
        if (!path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw Wrong(field, $"\"{file}\" is outside the manifest's folder; files must be below it");
        return File.Exists(path) ? path : throw Wrong(field, $"\"{file}\" does not exist below {folder}");
    }

    /// <summary>An error about one field of this entry.</summary>
    public ManifestException Wrong(string field, string what) => new($"{source}, entry {number}: {field} {what}.");

    private JsonElement? Optional(string field)
    {
        if (entry.ValueKind != JsonValueKind.Object)
            throw new ManifestException($"{source}, entry {number} must be an object, but is {Kind(entry)}.");
        return entry.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private string Text(string field, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            throw Wrong(field, $"must be a text, but is {Kind(value)}");
        var text = value.GetString()!;
        if (string.IsNullOrWhiteSpace(text))
            throw Wrong(field, "is empty");
        return text.Length <= MaxTextLength
            ? text
            : throw Wrong(field, $"has {text.Length} characters; at most {MaxTextLength} are read");
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}

using System.Text.Json;

namespace IdClip.Composition.Comparison;

/// <summary>Which recognisers decided about the photos of a synthetic set, from its <c>synthesis.json</c>.</summary>
/// <param name="Chooser">sha256 of the recogniser that chose which photos to keep, or null where that is not known.</param>
/// <param name="Judge">sha256 of the one that only judged, or null.</param>
internal sealed record SetProvenance(string? Chooser, string? Judge)
{
    private const string FileName = "synthesis.json";
    private const long MostBytes = 64 << 20;

    /// <summary>Reads it from the folder of a manifest; nothing is known where there is no such file, or one that can't be read.</summary>
    public static SetProvenance Read(string folder)
    {
        var file = new FileInfo(Path.Combine(folder, FileName));
        if (!file.Exists || file.Length > MostBytes)
            return new(null, null);
        try
        {
            using var stream = file.OpenRead();
            using var json = JsonDocument.Parse(stream);
            return new(Text(json.RootElement, "recogniser"), Text(json.RootElement, "judge"));
        }
        catch (JsonException)
        {
            return new(null, null);
        }
    }

    /// <summary>What a reader of a recogniser's figures must know, or null.</summary>
    /// <param name="name">The recogniser's name.</param>
    /// <param name="identity">sha256 of its file.</param>
    public string? NoteOn(string name, string identity) => identity switch
    {
        _ when identity == Chooser => $"The photos of this set were kept because {name} recognises the person in them, so every figure with faces by {name} is flattered. Read it beside one by a recogniser that did not choose.",
        _ when identity == Judge => $"{name} had no say in which photos of this set were kept; figures with faces by {name} are not flattered that way.",
        _ => null,
    };

    private static string? Text(JsonElement json, string field) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

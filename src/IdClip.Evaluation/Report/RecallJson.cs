using System.Text.Json;
using System.Text.Json.Serialization;

namespace IdClip.Evaluation.Report;

/// <summary>Writes a recall report as JSON: the fields of <see cref="RecallReport"/> in camel case.</summary>
public static partial class RecallJson
{
    /// <summary>Writes the report under a temporary name, then renames it.</summary>
    public static void Write(RecallReport report, string path)
    {
        var temporary = path + ".partial";
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(report, Fields.Default.RecallReport));
        File.Move(temporary, path, overwrite: true);
    }

    // A gain without end (every draw's baseline was 0) has no JSON number.
    [JsonSourceGenerationOptions(
        WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    [JsonSerializable(typeof(RecallReport))]
    private sealed partial class Fields : JsonSerializerContext;
}

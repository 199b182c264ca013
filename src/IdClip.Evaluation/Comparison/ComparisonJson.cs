using System.Text.Json;
using System.Text.Json.Serialization;

namespace IdClip.Evaluation.Comparison;

/// <summary>Writes a comparison as JSON: the fields of <see cref="ComparisonReport"/> in camel case, every figure with its interval.</summary>
public static partial class ComparisonJson
{
    /// <summary>Writes the report under a temporary name, then renames it.</summary>
    public static void Write(ComparisonReport report, string path)
    {
        var temporary = path + ".partial";
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(report, ComparisonFields.Default.ComparisonReport));
        File.Move(temporary, path, overwrite: true);
    }

    // A gain without end (every draw's reference was 0) has no JSON number.
    [JsonSourceGenerationOptions(
        WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    [JsonSerializable(typeof(ComparisonReport))]
    private sealed partial class ComparisonFields : JsonSerializerContext;
}

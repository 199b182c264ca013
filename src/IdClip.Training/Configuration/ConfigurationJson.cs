using System.Text.Json;
using System.Text.Json.Serialization;

namespace IdClip.Training.Configuration;

/// <summary>How configurations are read and written. By reflection: generated readers give a field that is left out its type's zero instead of its default.</summary>
internal static class ConfigurationJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
        WriteIndented = true,
    };
}

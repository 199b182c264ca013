using System.Text.Json.Serialization;

namespace IdClip.Archive.Adapters;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ArchiveAdapter))]
internal sealed partial class AdapterFields : JsonSerializerContext;

using System.Text.Json.Serialization;
using IdClip.Messages.Adapters;
using IdClip.Messages.Ingest;
using IdClip.Messages.Synthesis;

namespace IdClip.Messages;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(SynthesisRequested))]
[JsonSerializable(typeof(SynthesisFinished))]
[JsonSerializable(typeof(AdapterTrained))]
[JsonSerializable(typeof(ReindexRequested))]
[JsonSerializable(typeof(IndexFlipped))]
[JsonSerializable(typeof(ReindexAbandoned))]
[JsonSerializable(typeof(IngestRequested))]
[JsonSerializable(typeof(IngestBegun))]
[JsonSerializable(typeof(PhotosFound))]
[JsonSerializable(typeof(PhotosEncoded))]
[JsonSerializable(typeof(PhotosIndexed))]
[JsonSerializable(typeof(PhotosRemoved))]
[JsonSerializable(typeof(IngestFinished))]
internal sealed partial class MessageFields : JsonSerializerContext;

using System.Text.Json.Serialization;
using IdClip.Messages.Adapters;
using IdClip.Messages.Synthesis;

namespace IdClip.Messages;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(SynthesisRequested))]
[JsonSerializable(typeof(SynthesisFinished))]
[JsonSerializable(typeof(AdapterTrained))]
[JsonSerializable(typeof(ReindexRequested))]
[JsonSerializable(typeof(IndexFlipped))]
[JsonSerializable(typeof(ReindexAbandoned))]
internal sealed partial class MessageFields : JsonSerializerContext;

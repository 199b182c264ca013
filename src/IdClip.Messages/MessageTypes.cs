using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IdClip.Messages;

/// <summary>Every message, by the name that it is kept under.</summary>
public static class MessageTypes
{
    private static readonly Dictionary<string, JsonTypeInfo> ByName = new JsonTypeInfo[]
    {
        MessageFields.Default.SynthesisRequested, MessageFields.Default.SynthesisFinished, MessageFields.Default.AdapterTrained,
        MessageFields.Default.ReindexRequested, MessageFields.Default.IndexFlipped, MessageFields.Default.ReindexAbandoned,
        MessageFields.Default.IngestRequested, MessageFields.Default.IngestBegun, MessageFields.Default.PhotosFound, MessageFields.Default.PhotosEncoded,
        MessageFields.Default.PhotosIndexed, MessageFields.Default.PhotosRemoved, MessageFields.Default.IngestFinished,
    }.ToDictionary(type => type.Type.Name);

    /// <summary>All types of messages.</summary>
    public static IEnumerable<Type> All => ByName.Values.Select(type => type.Type);

    /// <summary>The message as JSON.</summary>
    public static string Write(IArchiveMessage message) => JsonSerializer.Serialize(message, ByName[message.GetType().Name]);

    /// <summary>Reads a message.</summary>
    /// <param name="name">Its type's name.</param>
    /// <param name="body">JSON.</param>
    /// <exception cref="JsonException">This program knows no such message, or the text is none.</exception>
    public static IArchiveMessage Read(string name, string body) => ByName.TryGetValue(name, out var type)
        ? (IArchiveMessage?)JsonSerializer.Deserialize(body, type) ?? throw new JsonException($"A message {name} is null.")
        : throw new JsonException($"This IdClip knows no message {name}; a newer one wrote it. Use that one.");
}

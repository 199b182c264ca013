using System.Text.Json.Serialization;

namespace IdClip.Messages;

/// <summary>Something that happened in an archive or is to happen. Messages carry ids, names and counts, never vectors, faces or photos.</summary>
public interface IArchiveMessage
{
    /// <summary>The message's identity: the same for the same fact, however often it is told.</summary>
    [JsonIgnore]
    Guid MessageId { get; }

    /// <summary>The run that the message is a part of; the state machines' correlation.</summary>
    Guid Run { get; }
}

namespace IdClip.Archive.Storage;

/// <summary>A message that was written with what it tells of, and is not with its receivers yet.</summary>
internal sealed class OutboxMessage
{
    /// <summary>The order in which messages are sent.</summary>
    public long Id { get; init; }

    public Guid MessageId { get; init; }

    /// <summary>Name of the message's type.</summary>
    public required string Type { get; init; }

    /// <summary>The message as JSON.</summary>
    public required string Body { get; init; }

    /// <summary>The one queue that it is for; null for all that want it.</summary>
    public string? Queue { get; init; }
}

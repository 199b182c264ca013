namespace IdClip.Archive.Storage;

/// <summary>A message that a receiver gave up on: the error queue.</summary>
internal sealed class FailedMessage
{
    public Guid MessageId { get; init; }

    /// <summary>The receiver's queue.</summary>
    public required string Queue { get; init; }

    /// <summary>Name of the message's type; null where it could not be read.</summary>
    public string? Type { get; set; }

    /// <summary>The message as JSON; what came, where it could not be read.</summary>
    public required string Body { get; set; }

    /// <summary>UTC ticks.</summary>
    public long At { get; set; }

    public required string Reason { get; set; }

    /// <summary>How often it was tried in vain, all retries counted.</summary>
    public int Attempts { get; set; }
}

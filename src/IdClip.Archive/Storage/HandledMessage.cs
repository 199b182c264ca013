namespace IdClip.Archive.Storage;

/// <summary>A message whose effect is in the catalogue; delivered again it has none.</summary>
internal sealed class HandledMessage
{
    public Guid MessageId { get; init; }

    /// <summary>Who handled it.</summary>
    public required string Handler { get; init; }

    /// <summary>UTC ticks.</summary>
    public long At { get; init; }
}

namespace IdClip.Archive.Storage;

/// <summary>A photo that a person called right for a query. It belongs to what the file holds and not to a row of photos, so that it outlives models and moved files.</summary>
internal sealed class RightAnswer
{
    public long Id { get; init; }

    public long QueryId { get; init; }

    public JudgedQuery Query { get; init; } = null!;

    /// <summary>Hash of the file's content.</summary>
    public required byte[] Sha256 { get; init; }

    public double? FrameSeconds { get; init; }

    /// <summary>UTC ticks.</summary>
    public long At { get; init; }
}

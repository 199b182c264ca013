namespace IdClip.Archive.PostgreSql;

/// <summary>A content that a run encodes: two copies of it, met by two processes at once, are encoded once.</summary>
internal sealed class ContentClaim
{
    public required byte[] Sha256 { get; init; }

    /// <summary>The run; its claim counts as long as its session holds the advisory lock of this number.</summary>
    public int Worker { get; init; }
}

namespace IdClip.Archive.Storage;

/// <summary>What one or more files hold, by SHA-256: a picture (one photo), a video (a photo for each frame) or something unreadable.</summary>
internal sealed class Content
{
    public long Id { get; init; }

    public required byte[] Sha256 { get; init; }

    /// <summary>Why it could not be decoded or encoded.</summary>
    public string? Failure { get; set; }

    /// <summary>Set when the archive changed to another model: its files are encoded anew although they did not change.</summary>
    public bool IsStale { get; set; }

    public List<Photo> Photos { get; init; } = [];

    public List<PhotoFile> Files { get; init; } = [];
}

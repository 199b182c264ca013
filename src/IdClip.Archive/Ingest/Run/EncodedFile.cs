namespace IdClip.Archive.Ingest.Run;

/// <summary>What came of one file: an unreadable file, a copy of content that is known or under way, or new content.</summary>
/// <param name="FileId">The file's row.</param>
/// <param name="Path">For the report.</param>
/// <param name="Sha256">Null if the file could not be read.</param>
/// <param name="Photos">The photos of new content, null for a copy.</param>
/// <param name="Failure">Why it could not be read, or, with a hash, not be encoded.</param>
internal sealed record EncodedFile(long FileId, string Path, byte[]? Sha256, IReadOnlyList<EncodedFrame>? Photos, string? Failure)
{
    public static EncodedFile Unreadable(long id, string path, string reason) => new(id, path, null, null, reason);

    public static EncodedFile Copy(long id, string path, byte[] hash) => new(id, path, hash, null, null);

    public static EncodedFile Encoded(long id, string path, byte[] hash, IReadOnlyList<EncodedFrame> photos) => new(id, path, hash, photos, null);

    public static EncodedFile NotEncoded(long id, string path, byte[] hash, string reason) => new(id, path, hash, [], reason);
}

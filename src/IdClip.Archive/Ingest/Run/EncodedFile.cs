namespace IdClip.Archive.Ingest.Run;

/// <summary>What came of one file: an unreadable file (without a hash), a copy of content that is known or under way, or new content.</summary>
/// <param name="File">The file.</param>
/// <param name="Photos">The photos of new content, null for a copy.</param>
/// <param name="Failure">Why it could not be read, or, with a hash, not be encoded.</param>
internal sealed record EncodedFile(HashedFile File, IReadOnlyList<EncodedFrame>? Photos, string? Failure)
{
    public byte[]? Sha256 => File.Hash;

    public static EncodedFile Unreadable(HashedFile file, string reason) => new(file with { Hash = null }, null, reason);

    public static EncodedFile Copy(HashedFile file) => new(file, null, null);

    public static EncodedFile Encoded(HashedFile file, IReadOnlyList<EncodedFrame> photos) => new(file, photos, null);

    public static EncodedFile NotEncoded(HashedFile file, string reason) => new(file, [], reason);
}

namespace IdClip.Archive.Albums;

/// <summary>An album cannot be kept, or there is none; the message is for the person who asked.</summary>
/// <param name="field">What is wrong: <c>name</c>, <c>new_name</c> or a field of the search.</param>
/// <param name="message">What is wrong with it and what to do.</param>
/// <param name="isUnknown">Whether there is no such album.</param>
public sealed class AlbumException(string field, string message, bool isUnknown = false) : ArchiveException(message)
{
    /// <summary>What is wrong: <c>name</c>, <c>new_name</c> or a field of the search.</summary>
    public string Field { get; } = field;

    /// <summary>Whether there is no such album.</summary>
    public bool IsUnknown { get; } = isUnknown;
}

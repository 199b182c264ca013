namespace IdClip.Archive.Catalogue;

/// <summary>A filter that no photo could meet; the message is for the person who asked.</summary>
/// <param name="field">The field of <see cref="PhotoFilter"/> that is wrong.</param>
/// <param name="message">What is wrong with it.</param>
public sealed class PhotoFilterException(string field, string message) : Exception(message)
{
    /// <summary>The field of <see cref="PhotoFilter"/> that is wrong.</summary>
    public string Field { get; } = field;
}

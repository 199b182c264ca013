namespace IdClip.Encoding.Pictures;

/// <summary>A picture file that can't be read. The message is one sentence for people and does not repeat the file's name.</summary>
public sealed class PictureException : Exception
{
    /// <summary>Creates the exception with a message for people.</summary>
    public PictureException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public PictureException(string message, Exception inner) : base(message, inner)
    {
    }
}

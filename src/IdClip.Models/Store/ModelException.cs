namespace IdClip.Models.Store;

/// <summary>A model file that can't be used. The message names the file and says what to do.</summary>
public sealed class ModelException : Exception
{
    /// <summary>Creates the exception with a message for people.</summary>
    public ModelException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public ModelException(string message, Exception inner) : base(message, inner)
    {
    }
}

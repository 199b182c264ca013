namespace IdClip.Xmp;

/// <summary>Names could not be read from, or written to, a file; nothing was changed.</summary>
/// <param name="file">The photo or sidecar at fault.</param>
/// <param name="reason">What is wrong with it and, where something can be done, what.</param>
/// <param name="inner">The cause.</param>
public sealed class PhotoXmpException(string file, string reason, Exception? inner = null) : Exception($"{file}: {reason}", inner)
{
    /// <summary>The photo or sidecar at fault.</summary>
    public string File { get; } = file;

    /// <summary>The message without the file.</summary>
    public string Reason { get; } = reason;
}

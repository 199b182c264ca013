namespace IdClip.Archive.Adapters;

/// <summary>An adapter's image tower, of this process or of the Encoding service.</summary>
public interface IAdapterPhotoEncoder
{
    /// <summary>Identity of the adapter.</summary>
    string Adapter { get; }

    /// <summary>Encodes a chunk of picture files to unit length; one result a file, in order, with a reason where a file can't be read. Thread-safe, blocks the calling thread.</summary>
    IReadOnlyList<(float[] Embedding, string? Failure)> Encode(IReadOnlyList<string> files);
}

namespace IdClip.Search;

/// <summary>The seam to the text tower: in one process it is the local encoder, across services the Encoding service.</summary>
public interface IQueryEncoder
{
    /// <summary>The text tower's embedding, unit length, in the space of the archive's photo embeddings. Thread-safe, blocks the calling thread.</summary>
    float[] EncodeText(string text);
}

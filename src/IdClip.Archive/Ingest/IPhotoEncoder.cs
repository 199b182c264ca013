namespace IdClip.Archive.Ingest;

/// <summary>The seam to the models: in one process it is the local encoder, across services the Encoding service.</summary>
public interface IPhotoEncoder
{
    /// <summary>Identity of the image tower; embeddings of different identities are never compared.</summary>
    string ImageModel { get; }

    /// <summary>Identity of the face recogniser.</summary>
    string FaceModel { get; }

    /// <summary>Encodes a chunk of files; one result a file, in order, failures included. Thread-safe, blocks the calling thread.</summary>
    IReadOnlyList<PhotoEncoding> Encode(IReadOnlyList<string> files);
}

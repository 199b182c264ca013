using IdClip.Archive.Ingest;

namespace IdClip.Search.Examples;

/// <summary>The seam to the image tower and the face models for photos that are searched by: in one process the local encoder, across services the Encoding service.</summary>
public interface IExampleEncoder
{
    /// <summary>Identity of the image tower.</summary>
    string ImageModel { get; }

    /// <summary>Identity of the face recogniser.</summary>
    string FaceModel { get; }

    /// <summary>Encodes the bytes of a picture file, which are kept nowhere. Thread-safe, blocks the calling thread.</summary>
    /// <returns>What was found, or the reason why the bytes could not be read.</returns>
    PhotoEncoding Encode(ReadOnlyMemory<byte> picture);
}

using IdClip.Archive.Ingest;
using IdClip.Encoding;
using IdClip.Encoding.Faces;
using IdClip.Search.Examples;

namespace IdClip.Composition;

/// <summary>The image tower and the face models in this process.</summary>
/// <param name="encoder">The models.</param>
internal sealed class LocalPhotoEncoder(LocalEncoder encoder) : IPhotoEncoder, IExampleEncoder
{
    /// <inheritdoc/>
    public string ImageModel => encoder.ImageModel;

    /// <inheritdoc/>
    public string FaceModel => encoder.FaceModel;

    /// <inheritdoc/>
    public IReadOnlyList<PhotoEncoding> Encode(IReadOnlyList<string> files) => [.. encoder.EncodePhotos(files).Select(ToArchive)];

    /// <inheritdoc/>
    public PhotoEncoding Encode(ReadOnlyMemory<byte> picture) => ToArchive(encoder.EncodePhoto(picture));

    private static PhotoEncoding ToArchive(EncodedPhoto photo) =>
        new(photo.Width, photo.Height, photo.Embedding, [.. photo.Faces.Select(ToArchive)], photo.TakenAt, photo.Failure) { DifferenceHash = photo.DifferenceHash };

    private static FaceEncoding ToArchive(Face face) =>
        new(face.Box.X, face.Box.Y, face.Box.Width, face.Box.Height, face.Landmarks, face.Score, face.Sharpness, face.Embedding);
}

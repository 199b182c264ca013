using IdClip.Archive.Adapters;
using IdClip.Encoding;

namespace IdClip.Composition;

/// <summary>An adapter's image tower in this process.</summary>
/// <param name="encoder">The adapter.</param>
internal sealed class LocalAdapterPhotoEncoder(AdapterEncoder encoder) : IAdapterPhotoEncoder
{
    /// <inheritdoc/>
    public string Adapter => encoder.Adapter.Identity;

    /// <inheritdoc/>
    public IReadOnlyList<(float[] Embedding, string? Failure)> Encode(IReadOnlyList<string> files) =>
        [.. encoder.EncodePhotos(files).Select(photo => (photo.Embedding, photo.Failure))];
}

using IdClip.Encoding;
using IdClip.Models.Store;

namespace IdClip.Bench.Search;

/// <summary>The models of this repository, ready to encode.</summary>
internal static class RepositoryModels
{
    public static LocalEncoder OpenEncoder()
    {
        var store = ModelStore.Default();
        return LocalEncoder.Create(store.OpenClip(), store.FilePath("yunet"), store.FilePath("sface"));
    }

    /// <summary>Encodes files with every core, in order.</summary>
    public static EncodedPhoto[] Encode(LocalEncoder encoder, IReadOnlyList<string> files) =>
        [.. files.Chunk(16).AsParallel().AsOrdered().SelectMany(encoder.EncodePhotos)];
}

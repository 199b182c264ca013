using IdClip.Encoding;
using IdClip.Encoding.Faces;
using IdClip.Models.Store;

namespace IdClip.Bench.Search;

/// <summary>The models of this repository, ready to encode.</summary>
internal static class RepositoryModels
{
    public static LocalEncoder OpenEncoder() => OpenEncoder(ModelStore.Default().FilePath("sface"), RecogniserKind.SFace);

    /// <summary>The same with a recogniser that is not in the repository.</summary>
    public static LocalEncoder OpenEncoder(string recogniser, RecogniserKind kind)
    {
        var store = ModelStore.Default();
        return LocalEncoder.Create(store.OpenClip(), store.FilePath("yunet"), recogniser, new EncoderOptions { Recogniser = kind });
    }

    /// <summary>Encodes files with every core, in order.</summary>
    public static EncodedPhoto[] Encode(LocalEncoder encoder, IReadOnlyList<string> files) =>
        [.. files.Chunk(16).AsParallel().AsOrdered().SelectMany(encoder.EncodePhotos)];
}

using IdClip.Archive.Ingest;
using IdClip.Encoding;
using IdClip.Models.Store;
using IdClip.Search.Examples;
using IdClip.Tests;

namespace IdClip.Search.Tests.Given;

/// <summary>The repository's own models.</summary>
internal sealed class RealEncoder : IPhotoEncoder, IQueryEncoder, IExampleEncoder
{
    private static readonly Lazy<LocalEncoder> Models = new(() => LocalEncoder.Create(
        ClipModel.Open(Model("idclip-mini")), Model("yunet/yunet_s_dynamic.onnx"), Model("sface/sface_int8w.onnx")));

    public string ImageModel => Models.Value.ImageModel;

    public string FaceModel => Models.Value.FaceModel;

    public IReadOnlyList<PhotoEncoding> Encode(IReadOnlyList<string> files) => [.. Models.Value.EncodePhotos(files).Select(ToArchive)];

    public PhotoEncoding Encode(ReadOnlyMemory<byte> picture) => ToArchive(Models.Value.EncodePhoto(picture));

    public float[] EncodeText(string text) => Models.Value.EncodeText(text);

    private static PhotoEncoding ToArchive(EncodedPhoto p) => new(p.Width, p.Height, p.Embedding,
    [
        .. p.Faces.Select(f => new FaceEncoding(f.Box.X, f.Box.Y, f.Box.Width, f.Box.Height, f.Landmarks, f.Score, f.Sharpness, f.Embedding)),
    ], p.TakenAt, p.Failure)
    {
        DifferenceHash = p.DifferenceHash,
    };

    private static string Model(string relative) => Path.Join(TestFolders.Repository, "models", relative);
}

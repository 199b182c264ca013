using IdClip.Archive.Ingest;
using IdClip.Encoding;
using IdClip.Models.Store;
using IdClip.Tests;

namespace IdClip.Archive.Tests.Given;

/// <summary>The repository's own models, or others.</summary>
internal sealed class RealEncoder(LocalEncoder? other = null) : IPhotoEncoder
{
    private readonly LocalEncoder models = other ?? Models.Value;

    private static readonly Lazy<LocalEncoder> Models = new(() => LocalEncoder.Create(
        ClipModel.Open(Model("idclip-mini")), Model("yunet/yunet_s_dynamic.onnx"), Model("sface/sface_int8w.onnx")));

    public string ImageModel { get; init; } = (other ?? Models.Value).ImageModel;

    public string FaceModel { get; init; } = (other ?? Models.Value).FaceModel;

    public IReadOnlyList<PhotoEncoding> Encode(IReadOnlyList<string> files) =>
    [
        .. models.EncodePhotos(files).Select(photo => new PhotoEncoding(photo.Width, photo.Height, photo.Embedding,
        [
            .. photo.Faces.Select(f => new FaceEncoding(f.Box.X, f.Box.Y, f.Box.Width, f.Box.Height, f.Landmarks, f.Score, f.Sharpness, f.Embedding)),
        ], photo.TakenAt, photo.Failure)),
    ];

    private static string Model(string path) => Path.Combine(TestFolders.Repository, "models", path);
}

using IdClip.Archive.Ingest;
using IdClip.Encoding;
using IdClip.Models.Store;

namespace IdClip.Bench.Web;

/// <summary>Encodes pictures cut out of the demo's scenes as their scene is encoded, with a little noise: an archive of thousands of real thumbnails without hours of encoding.</summary>
internal sealed class ScenesAgain : IPhotoEncoder, IDisposable
{
    private readonly LocalEncoder _models;
    private readonly Dictionary<string, EncodedPhoto> _scenes = [];

    public ScenesAgain(string repository, IReadOnlyList<string> scenes)
    {
        string Model(string relative) => Path.Join(repository, "models", relative);
        _models = LocalEncoder.Create(ClipModel.Open(Model("idclip-mini")), Model("yunet/yunet_s_dynamic.onnx"), Model("sface/sface_int8w.onnx"));
        foreach (var (scene, encoded) in scenes.Zip(_models.EncodePhotos(scenes)))
            _scenes[Path.GetFileNameWithoutExtension(scene)] = encoded;
    }

    public string ImageModel => _models.ImageModel;

    public string FaceModel => _models.FaceModel;

    public IReadOnlyList<PhotoEncoding> Encode(IReadOnlyList<string> files) => [.. files.Select(Encode)];

    public void Dispose() => _models.Dispose();

    // The name is "scene-number.jpg".
    private PhotoEncoding Encode(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var number = int.Parse(name.AsSpan(name.LastIndexOf('-') + 1), System.Globalization.CultureInfo.InvariantCulture);
        using var picture = NetVips.Image.NewFromFile(file);
        var scene = _scenes[name[..name.LastIndexOf('-')]];
        var random = new Random(number);
        var faces = scene.Faces.Select(f => new FaceEncoding(
            picture.Width * .4f, picture.Height * .2f, picture.Width * .15f, picture.Height * .25f, f.Landmarks, f.Score, f.Sharpness, Near(f.Embedding, random, .02f)));
        return new(picture.Width, picture.Height, Near(scene.Embedding, random, .03f), [.. faces], new DateTime(2020, 1, 1).AddHours(number), null);
    }

    private static float[] Near(float[] vector, Random random, float noise)
    {
        var moved = Array.ConvertAll(vector, v => v + noise * (random.NextSingle() - .5f));
        var norm = MathF.Sqrt(moved.Sum(v => v * v));
        return Array.ConvertAll(moved, v => v / norm);
    }
}

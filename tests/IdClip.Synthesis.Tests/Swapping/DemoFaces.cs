using IdClip.Encoding;
using IdClip.Encoding.Faces;
using IdClip.Encoding.Pictures;
using IdClip.Synthesis.Gallery;
using IdClip.Tests;

namespace IdClip.Synthesis.Tests.Swapping;

/// <summary>The rendered people of the demo archive.</summary>
public sealed class DemoFaces : IDisposable
{
    /// <summary>Finds and recognises faces.</summary>
    public FaceAnalyser Analyser { get; } = FaceAnalyser.Create(Model("yunet", "yunet_s_dynamic.onnx"), Model("sface", "sface_int8w.onnx"));

    /// <summary>A scene and its face.</summary>
    public (RgbPicture Picture, Face Face) Scene(string name)
    {
        var picture = Analyser.Decode(Path.Combine(TestFolders.Repository, "demo", "scenes", name + ".jpg"));
        return (picture, Analyser.Analyse(picture)[0]);
    }

    /// <summary>The enrolment photos of a person.</summary>
    public IReadOnlyList<(RgbPicture Picture, GalleryFace Face)> Gallery(string person) =>
    [
        .. Enumerable.Range(1, 3).Select(number =>
        {
            var file = $"{person}_{number}.jpg";
            var picture = Analyser.Decode(Path.Combine(TestFolders.Repository, "demo", "enrol", file));
            return (picture, new GalleryFace(person, file, "", Analyser.Analyse(picture)[0]));
        }),
    ];

    public void Dispose() => Analyser.Dispose();

    private static string Model(string folder, string file) => Path.Combine(TestFolders.Repository, "models", folder, file);
}

using System.Security.Cryptography;
using System.Text.Json;
using IdClip.Encoding;
using IdClip.Synthesis.Swapping;
using IdClip.Tests;

namespace IdClip.Synthesis.Tests.Run;

/// <summary>A small set made of the rendered demo: scenes of one person are contexts, enrolment photos and other scenes the gallery.</summary>
internal sealed class DemoSynthesis : IDisposable
{
    private static readonly string Demo = Path.Combine(TestFolders.Repository, "demo");
    private static readonly string[] ContextPeople = ["mira_okafor", "tomas_lindqvist"];
    private static readonly string[] GalleryPeople = ["greta_falkenrath", "isolde_marwick", "ramiro_quellan", "wei_sarto"];

    public DemoSynthesis()
    {
        Directory.CreateDirectory(Images);
        List<(string File, string[] Captions)> captions = [];
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Demo, "manifest.json")));
        foreach (var entry in manifest.RootElement.EnumerateArray())
        {
            var file = entry.GetProperty("file").GetString()!;
            var name = Path.GetFileName(file);
            if (file.StartsWith("scenes/", StringComparison.Ordinal) && (ContextPeople.Any(person => name.StartsWith(person, StringComparison.Ordinal)) || name.StartsWith("empty_01", StringComparison.Ordinal)))
            {
                File.Copy(Path.Combine(Demo, file), Path.Combine(Images, name));
                captions.Add((name, [.. entry.GetProperty("captions").EnumerateArray().Select(caption => caption.GetString()!)]));
            }
        }

        WriteCoco(captions);
        foreach (var person in GalleryPeople)
        {
            Directory.CreateDirectory(Path.Combine(Gallery, person));
            foreach (var file in Directory.EnumerateFiles(Demo, $"{person}_*.jpg", SearchOption.AllDirectories))
                File.Copy(file, Path.Combine(Gallery, person, Path.GetFileName(file)));
        }

        WriteGallery("""{ "licence": "CC0", "consent": "rendered people, nobody to ask" }""");
    }

    public string Root { get; } = TestFolders.NewTemporary();

    public string Images => Path.Combine(Root, "photos");

    public string Gallery => Path.Combine(Root, "gallery");

    public string Captions => Path.Combine(Root, "captions.json");

    /// <summary>Limits that a swap between renders passes: the tests are about the run, not about the swapper.</summary>
    public SynthesisOptions Options(string output) => new()
    {
        Contexts = Captions,
        Images = Images,
        Gallery = Gallery,
        Output = Path.Combine(Root, output),
        PerContext = 2,
        Seed = 5,
        Workers = 2,
        Attempts = 2,
        ContextLimits = new() { MinPersonShare = .3, MaxPluralShare = .4, Face = new() { MinSharpness = 5 } },
        GalleryLimits = new() { Face = new() { MinSide = 40, MinSharpness = 5, Dominance = 1.5f, MaxYaw = 60 } },
        Quality = new() { MinIdentity = .3, MaxOriginal = .6, MaxAlike = .6, MinScore = .5f, MinSharpness = 0 },
        Splits = new() { Train = .5, Validation = .1 },
    };

    public static FaceAnalyser OpenAnalyser() => FaceAnalyser.Create(
        Path.Combine(TestFolders.Repository, "models", "yunet", "yunet_s_dynamic.onnx"),
        Path.Combine(TestFolders.Repository, "models", "sface", "sface_int8w.onnx"));

    public static async Task<SynthesisSummary> RunAsync(SynthesisOptions options, IProgress<SynthesisProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var analyser = OpenAnalyser();
        return await new SynthesisRun(options, analyser, null, new WarpSwapper()).RunAsync(progress, cancellation);
    }

    /// <summary>Every file of a folder with its hash, in order.</summary>
    public static string[] Contents(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => $"{Path.GetRelativePath(folder, file)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}")];

    public void WriteGallery(string json) => File.WriteAllText(Path.Combine(Gallery, "gallery.json"), json);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private void WriteCoco(List<(string File, string[] Captions)> photos) => File.WriteAllText(Captions, JsonSerializer.Serialize(new
    {
        info = new { description = "demo" },
        images = photos.Select((photo, id) => new { id, file_name = photo.File }),
        annotations = photos.SelectMany((photo, id) => photo.Captions.Select(caption => new { image_id = id, caption })),
    }));
}

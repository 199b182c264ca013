using System.Text.Json;

namespace IdClip.Tests;

/// <summary>What a small synthetic set is made from, laid out in a folder: demo scenes with COCO captions, and demo people as a gallery. All of them are fictional (CC0).</summary>
/// <param name="Folder">Absolute path; the set goes into <see cref="Output"/> below it.</param>
internal sealed record DemoSet(string Folder)
{
    /// <summary>With this seed all contexts and identities are in the training split, so that each context has every identity.</summary>
    public const int Seed = 4;

    private static readonly string[] Scenes = ["mira_okafor_05", "tomas_lindqvist_04", "wei_sarto_01"];
    private static readonly string[] People = ["Isolde Marwick", "Ramiro Quellan"];

    /// <summary>Contexts of one clear face each.</summary>
    public static int Contexts => Scenes.Length;

    /// <summary>Identities that are put into each.</summary>
    public static int PerContext => People.Length;

    public string Captions => Path.Combine(Folder, "captions.json");

    public string Images => Path.Combine(Folder, "images");

    public string Gallery => Path.Combine(Folder, "gallery");

    public string Output => Path.Combine(Folder, "set");

    /// <summary>Writes the files.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="licensed">Whether the gallery states its licence and consent.</param>
    public static DemoSet Write(string folder, bool licensed = true)
    {
        var set = new DemoSet(folder);
        var demo = Path.Combine(TestFolders.Repository, "demo");
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(demo, "manifest.json")));
        var entries = manifest.RootElement.EnumerateArray().ToArray();

        Directory.CreateDirectory(set.Images);
        List<object> images = [], annotations = [];
        foreach (var scene in Scenes)
        {
            var entry = entries.Single(e => e.GetProperty("file").GetString() == $"scenes/{scene}.jpg");
            File.Copy(Path.Combine(demo, "scenes", scene + ".jpg"), Path.Combine(set.Images, scene + ".jpg"));
            images.Add(new { id = images.Count + 1, file_name = scene + ".jpg" });
            foreach (var caption in entry.GetProperty("captions").EnumerateArray())
                annotations.Add(new { id = annotations.Count + 1, image_id = images.Count, caption = caption.GetString() });
        }
        File.WriteAllBytes(set.Captions, JsonSerializer.SerializeToUtf8Bytes(new { images, annotations }));

        foreach (var person in People)
        {
            var identity = Directory.CreateDirectory(Path.Combine(set.Gallery, person.Replace(' ', '_'))).FullName;
            foreach (var entry in entries.Where(e => e.GetProperty("people").EnumerateArray().Select(p => p.GetString()).SequenceEqual([person])))
            {
                var file = entry.GetProperty("file").GetString()!;
                File.Copy(Path.Combine(demo, file), Path.Combine(identity, Path.GetFileName(file)));
            }
        }
        if (licensed)
            File.WriteAllText(Path.Combine(set.Gallery, "gallery.json"), """{ "licence": "CC0 1.0", "consent": "The people are fictional.", "source": "IdClip demo" }""");
        return set;
    }
}

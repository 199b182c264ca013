using System.Text.Json;

namespace IdClip.Tests;

/// <summary>What an adapter is trained on in a test, laid out in a folder: photos of demo people, all of them fictional (CC0).</summary>
/// <param name="Folder">Absolute path; runs go below it.</param>
internal sealed record DemoTraining(string Folder)
{
    private static readonly string[] Learned = ["Mira Okafor", "Tomas Lindqvist", "Yuna Hoshikawa"];
    private static readonly string[] Judged = ["Wei Sarto", "Isolde Marwick"];

    /// <summary>Scenes of each person.</summary>
    public const int PhotosPerPerson = 6;

    /// <summary>Photos that are learned from.</summary>
    public static int Photos => Learned.Length * PhotosPerPerson;

    /// <summary>People in them.</summary>
    public static int People => Learned.Length;

    /// <summary>Photos that epochs are chosen by.</summary>
    public static int ValidationPhotos => Judged.Length * PhotosPerPerson;

    public string Manifest => Path.Combine(Folder, "demo.train.json");

    /// <summary>The same photos under a name beside which there is no validation.</summary>
    public string ManifestWithoutValidation => Path.Combine(Folder, "photos.json");

    public string Validation => Path.Combine(Folder, "demo.validation.json");

    public string PeopleList => Path.Combine(Folder, "people.json");

    public string Output(string name) => Path.Combine(Folder, "runs", name);

    /// <summary>Writes the files.</summary>
    public static DemoTraining Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var set = new DemoTraining(folder);
        var demo = Path.Combine(TestFolders.Repository, "demo");
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(demo, "manifest.json")));
        using var people = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(demo, "people.json")));

        WriteList(set.Manifest, manifest, entry => entry.GetProperty("people").EnumerateArray().Any(name => Learned.Contains(name.GetString())));
        File.Copy(set.Manifest, set.ManifestWithoutValidation);
        WriteList(set.Validation, manifest, entry => entry.GetProperty("people").EnumerateArray().Any(name => Judged.Contains(name.GetString())));
        WriteList(set.PeopleList, people, _ => true);
        foreach (var part in (string[])["enrol", "scenes"])
        {
            Directory.CreateDirectory(Path.Combine(folder, part));
            foreach (var photo in Directory.EnumerateFiles(Path.Combine(demo, part)))
                File.Copy(photo, Path.Combine(folder, part, Path.GetFileName(photo)));
        }
        return set;
    }

    private static void WriteList(string path, JsonDocument list, Predicate<JsonElement> wanted) =>
        File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(list.RootElement.EnumerateArray().Where(entry => wanted(entry))));
}

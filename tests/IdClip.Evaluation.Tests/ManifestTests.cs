using IdClip.Evaluation.Protocol;
using IdClip.Tests;

namespace IdClip.Evaluation.Tests;

public sealed class ManifestTests : IDisposable
{
    private readonly string folder = TestFolders.NewTemporary();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Demo_manifest_and_people_are_read_whole()
    {
        var manifest = Manifest.Load(Path.Combine(TestFolders.Repository, "demo", "manifest.json"));
        var people = EnrolmentList.Load(Path.Combine(TestFolders.Repository, "demo", "people.json"));

        Assert.Equal(88, manifest.Entries.Count);
        Assert.Equal(8, people.Count);
        Assert.All(people, person => Assert.Equal(3, person.Photos.Count));

        var scenes = manifest.Without(people.SelectMany(p => p.Photos));
        Assert.Equal(64, scenes.Entries.Count);
        var beach = scenes.Entries[0];
        Assert.Equal("scenes/mira_okafor_01.jpg", beach.File);
        Assert.Equal(["Mira Okafor"], beach.People);
        Assert.Equal("beach", beach.Context);
        Assert.Contains("a young woman stands on a beach near the sea", beach.Captions);
        Assert.True(File.Exists(beach.Path));
    }

    [Theory]
    [InlineData("""[{ "people": [], "captions": [] }]""", "entry 1: file is missing")]
    [InlineData("""[{ "file": "a.jpg", "people": [], "captions": [] }, { "file": "b.jpg", "captions": [] }]""", "entry 2: people is missing")]
    [InlineData("""[{ "file": "a.jpg", "people": ["Mira", 7], "captions": [] }]""", "entry 1: people[1] must be a text, but is a number")]
    [InlineData("""[{ "file": "a.jpg", "people": "Mira", "captions": [] }]""", "entry 1: people must be a list of texts, but is a text")]
    [InlineData("""[{ "file": "a.jpg", "people": [], "captions": [" "] }]""", "entry 1: captions[0] is empty")]
    [InlineData("""[{ "file": "c.jpg", "people": [], "captions": [] }]""", "\"c.jpg\" does not exist below")]
    [InlineData("""[{ "file": "a.jpg", "people": [], "captions": [] }, { "file": "./a.jpg", "people": [], "captions": [] }]""", "already in entry 1")]
    [InlineData("""[7]""", "entry 1 must be an object, but is a number")]
    [InlineData("""{ "file": "a.jpg" }""", "must be a JSON list of entries, but starts with an object")]
    [InlineData("""[]""", "lists no photos")]
    [InlineData("[{ \"file\":\n oops", "line 2, byte 2")]
    public void What_is_wrong_is_named(string json, string expected)
    {
        File.WriteAllText(Path.Combine(folder, "a.jpg"), "");
        File.WriteAllText(Path.Combine(folder, "b.jpg"), "");

        var error = Assert.Throws<ManifestException>(() => Manifest.Load(Written("manifest.json", json)));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("manifest.json", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../secret.jpg")]
    [InlineData("photos/../../secret.jpg")]
    [InlineData("/etc/hostname")]
    public void Files_outside_the_folder_are_refused(string file)
    {
        var inner = Directory.CreateDirectory(Path.Combine(folder, "inner")).FullName;
        File.WriteAllText(Path.Combine(folder, "secret.jpg"), "");
        var manifest = Path.Combine(inner, "manifest.json");
        File.WriteAllText(manifest, $$"""[{ "file": "{{file}}", "people": [], "captions": [] }]""");

        var error = Assert.Throws<ManifestException>(() => Manifest.Load(manifest));

        Assert.Contains("is outside the manifest's folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_starts_with_the_same_letters_is_outside()
    {
        var inner = Directory.CreateDirectory(Path.Combine(folder, "demo")).FullName;
        Directory.CreateDirectory(Path.Combine(folder, "demo-secret"));
        File.WriteAllText(Path.Combine(folder, "demo-secret", "a.jpg"), "");
        var manifest = Path.Combine(inner, "manifest.json");
        File.WriteAllText(manifest, """[{ "file": "../demo-secret/a.jpg", "people": [], "captions": [] }]""");

        Assert.Contains("is outside", Assert.Throws<ManifestException>(() => Manifest.Load(manifest)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{ "name": "Mira", "enrolment": [] }]""", "entry 1: enrolment lists no photos")]
    [InlineData("""[{ "name": "Mira", "enrolment": ["a.jpg"] }, { "name": "mira", "enrolment": ["a.jpg"] }]""", "entry 2: name \"mira\" is there twice")]
    [InlineData("""[{ "name": "Mira", "enrolment": ["a.jpg", "../b.jpg"] }]""", "enrolment[1] \"../b.jpg\" is outside")]
    public void What_is_wrong_with_people_is_named(string json, string expected)
    {
        File.WriteAllText(Path.Combine(folder, "a.jpg"), "");

        var error = Assert.Throws<ManifestException>(() => EnrolmentList.Load(Written("people.json", json)));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_manifest_is_named() =>
        Assert.Contains("nowhere.json does not exist",
            Assert.Throws<ManifestException>(() => Manifest.Load(Path.Combine(folder, "nowhere.json"))).Message, StringComparison.Ordinal);

    private string Written(string file, string json)
    {
        var path = Path.Combine(folder, file);
        File.WriteAllText(path, json);
        return path;
    }
}

using System.Text.Json;
using IdClip.Archive.Catalogue;
using IdClip.Archive.Ingest;
using IdClip.Archive.People;
using IdClip.Search.Tests.Given;
using IdClip.Tests;

[assembly: AssemblyFixture(typeof(DemoArchive))]

namespace IdClip.Search.Tests.Given;

/// <summary>The demo scenes, indexed once with the real models; everybody but Wei Sarto is enrolled.</summary>
public sealed class DemoArchive : IAsyncLifetime
{
    public const string Stranger = "Wei Sarto";

    private static readonly string Demo = Path.Join(TestFolders.Repository, "demo");

    private SearchIndexes? _indexes;

    internal SearchIndexes Indexes => _indexes!;

    internal RealEncoder Encoder { get; } = new();

    public string Folder { get; } = TestFolders.NewTemporary();

    public Catalogue Catalogue { get; private set; } = null!;

    public Gallery Gallery { get; private set; } = null!;

    public Searcher Searcher { get; private set; } = null!;

    /// <summary>Who is in each scene, by file name.</summary>
    public IReadOnlyDictionary<string, string[]> PeopleOf { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Join(Demo, "manifest.json")));
        PeopleOf = manifest.RootElement.EnumerateArray().ToDictionary(
            e => Path.GetFileName(e.GetProperty("file").GetString()!), e => e.GetProperty("people").EnumerateArray().Select(p => p.GetString()!).ToArray());

        Catalogue = await Catalogue.OpenAsync(Folder);
        await new PhotoIngest(Catalogue, Encoder).RunAsync([Path.Join(Demo, "scenes")], null, default);
        Gallery = new(Catalogue);
        using var people = JsonDocument.Parse(File.ReadAllBytes(Path.Join(Demo, "people.json")));
        foreach (var person in people.RootElement.EnumerateArray().Where(p => p.GetProperty("name").GetString() != Stranger))
            await Gallery.EnrolAsync(person.GetProperty("name").GetString()!,
                [.. person.GetProperty("enrolment").EnumerateArray().Select(f => Path.Join(Demo, f.GetString()!))], Encoder);
        _indexes = await SearchIndexes.OpenAsync(Catalogue);
        Searcher = new(Catalogue, Gallery, _indexes, Encoder);
    }

    /// <summary>A copy of the archive that a test may spoil.</summary>
    public string Copy()
    {
        var copy = TestFolders.NewTemporary();
        foreach (var file in Directory.GetFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Join(copy, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return copy;
    }

    public async ValueTask DisposeAsync()
    {
        _indexes?.Dispose();
        await Catalogue.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

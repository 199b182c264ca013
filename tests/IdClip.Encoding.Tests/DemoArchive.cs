using System.Text.Json;
using IdClip.Tests;

namespace IdClip.Encoding.Tests;

/// <summary>The demo pictures with what is in them.</summary>
internal sealed record DemoArchive(IReadOnlyList<DemoPhoto> Photos, IReadOnlyList<DemoPerson> People)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static string Folder { get; } = Path.Combine(TestFolders.Repository, "demo");

    public static DemoArchive Open() => new(Read<DemoPhoto>("manifest.json"), Read<DemoPerson>("people.json"));

    private static T[] Read<T>(string name) => JsonSerializer.Deserialize<T[]>(File.ReadAllBytes(Path.Combine(Folder, name)), Json)!;
}

internal sealed record DemoPhoto(string File, string[] People)
{
    public string Path => System.IO.Path.Combine(DemoArchive.Folder, File);
}

internal sealed record DemoPerson(string Name, string[] Enrolment);

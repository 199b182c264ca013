using IdClip.Tests;

namespace IdClip.Web.Tests;

/// <summary>A copy of the demo archive that a test may change, served.</summary>
internal sealed class DemoCopy : IAsyncDisposable
{
    private readonly string _folder;

    private DemoCopy(string folder, ServedArchive served) => (_folder, Served) = (folder, served);

    public ServedArchive Served { get; }

    public static async Task<DemoCopy> ServeAsync(ServedDemo demo)
    {
        var folder = TestFolders.NewTemporary();
        foreach (var file in Directory.GetFiles(demo.Served.Archive.Catalogue.Folder, "*", SearchOption.AllDirectories).Where(f => !f.Contains(".lock", StringComparison.Ordinal)))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(demo.Served.Archive.Catalogue.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return new(folder, await ServedArchive.StartAsync(folder: folder));
    }

    public async ValueTask DisposeAsync()
    {
        await Served.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

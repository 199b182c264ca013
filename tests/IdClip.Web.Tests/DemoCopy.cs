using IdClip.Tests;
using Microsoft.Data.Sqlite;

namespace IdClip.Web.Tests;

/// <summary>A copy of the demo archive that a test may change, served.</summary>
internal sealed class DemoCopy : IAsyncDisposable
{
    private readonly string _folder;

    private DemoCopy(string folder, ServedArchive served) => (_folder, Served) = (folder, served);

    public ServedArchive Served { get; }

    public static async Task<DemoCopy> ServeAsync(ServedDemo demo, IReadOnlyList<string>? jobRoots = null)
    {
        var folder = TestFolders.NewTemporary();
        foreach (var file in Directory.GetFiles(demo.Served.Archive.Catalogue.Folder, "*", SearchOption.AllDirectories).Where(f => !f.Contains(".lock", StringComparison.Ordinal)))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(demo.Served.Archive.Catalogue.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return new(folder, await ServedArchive.StartAsync(synthesisRoots: jobRoots, trainingRoots: jobRoots, folder: folder));
    }

    /// <summary>Changes its database behind the back of whoever serves it.</summary>
    public async Task ChangeAsync(string sql)
    {
        await using var catalogue = new SqliteConnection($"Data Source={Path.Combine(_folder, "catalogue.db")};Pooling=false");
        await catalogue.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = catalogue.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Served.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

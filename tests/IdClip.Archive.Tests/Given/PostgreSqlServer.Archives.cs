using IdClip.Archive.PostgreSql;

namespace IdClip.Archive.Tests.Given;

public sealed partial class PostgreSqlServer
{
    /// <summary>An empty archive in a schema of its own.</summary>
    internal static async Task<TemporaryArchive> NewArchiveAsync()
    {
        var connection = Running.NewConnection();
        await PostgreSqlCatalogue.MigrateAsync(connection, TestContext.Current.CancellationToken);
        return await TemporaryArchive.CreateAsync(folder => PostgreSqlCatalogue.OpenAsync(connection, folder));
    }
}

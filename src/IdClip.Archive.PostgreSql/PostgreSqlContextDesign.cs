using Microsoft.EntityFrameworkCore.Design;

namespace IdClip.Archive.PostgreSql;

/// <summary>Lets <c>dotnet ef migrations add</c> make a context without a server.</summary>
internal sealed class PostgreSqlContextDesign : IDesignTimeDbContextFactory<PostgreSqlContext>
{
    public PostgreSqlContext CreateDbContext(string[] args) => new(PostgreSqlDatabase.Options(ArchiveConnection.Parse("Host=localhost")));
}

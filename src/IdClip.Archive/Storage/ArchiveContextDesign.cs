using Microsoft.EntityFrameworkCore.Design;

namespace IdClip.Archive.Storage;

/// <summary>Lets <c>dotnet ef migrations add</c> make a context without a program.</summary>
internal sealed class ArchiveContextDesign : IDesignTimeDbContextFactory<ArchiveContext>
{
    public ArchiveContext CreateDbContext(string[] args) => new(SqliteDatabase.Options(Path.Combine(Path.GetTempPath(), "design.db")));
}

using IdClip.Archive.Catalogue;
using IdClip.Archive.PostgreSql;

namespace IdClip.Composition;

/// <summary>The catalogue of an archive's folder: a file in it, or the PostgreSQL schema that the environment names.</summary>
internal static class LocalCatalogue
{
    private const string Variable = "IDCLIP_CATALOGUE";

    /// <summary>The connection string of the environment, or null.</summary>
    public static string? Connection => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } connection ? connection : null;

    /// <summary>Opens it; a file is made where there is none, tables on a server are not.</summary>
    public static Task<Catalogue> OpenAsync(string folder, CancellationToken ct) =>
        Connection is { } connection ? OnServerAsync(connection, folder, ct) : Catalogue.OpenAsync(folder, ct);

    // A method of its own, so that Npgsql is loaded by those only who use it.
    private static Task<Catalogue> OnServerAsync(string connection, string folder, CancellationToken ct) =>
        PostgreSqlCatalogue.OpenAsync(connection, folder, ct);
}

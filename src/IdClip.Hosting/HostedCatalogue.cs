using IdClip.Archive.Catalogue;
using IdClip.Archive.PostgreSql;

namespace IdClip.Hosting;

/// <summary>The catalogue of the archive that a host is told.</summary>
internal static class HostedCatalogue
{
    /// <summary>Opens the catalogue and registers it; dispose it after the host.</summary>
    /// <exception cref="InvalidOperationException">No archive is named.</exception>
    /// <exception cref="Archive.ArchiveException">The catalogue cannot be opened.</exception>
    public static async Task<Catalogue> OpenAsync(WebApplicationBuilder builder)
    {
        var folder = ServiceOptions.Of(builder.Configuration).RequireArchive();
        var catalogue = await (builder.Configuration.GetConnectionString("catalogue") is { Length: > 0 } connection
            ? PostgreSqlCatalogue.OpenAsync(connection, folder)
            : Catalogue.OpenAsync(folder));
        builder.Services.AddSingleton(catalogue);
        return catalogue;
    }
}

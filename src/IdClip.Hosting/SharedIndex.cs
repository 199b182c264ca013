using IdClip.Archive.Catalogue;
using IdClip.Search;
using IdClip.Search.Milvus;
using IdClip.ServiceDefaults.Access;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IdClip.Hosting;

/// <summary>The vectors of a host's archive: in Milvus where the connection string <c>milvus</c> names one, else in files of its folder.</summary>
internal static class SharedIndex
{
    private static readonly TimeSpan PatienceForHealth = TimeSpan.FromSeconds(3);

    /// <summary>Opens the indexes; with Milvus, which may be away, adds a health check that calls this host degraded then.</summary>
    /// <exception cref="ArgumentException">The connection string or an option of <c>IdClip:Candidates</c> cannot work.</exception>
    public static async Task<SearchIndexes> OpenAsync(WebApplicationBuilder builder, Catalogue catalogue)
    {
        if (builder.Configuration.GetConnectionString(MilvusOptions.ConnectionName) is not { Length: > 0 } connection)
            return await SearchIndexes.OpenAsync(catalogue);
        var options = MilvusOptions.Parse(connection);
        var candidates = builder.Configuration.GetSection($"{AccessOptions.Section}:Candidates").Get<CandidateOptions>() ?? new();
        builder.Services.AddSingleton(candidates.Checked());
        var health = new MilvusHealthCheck(new(options with { Deadline = PatienceForHealth }));
        builder.Services.AddHealthChecks().Add(new(MilvusOptions.ConnectionName, health, HealthStatus.Degraded, tags: null));
        return await SearchIndexes.InServiceAsync(catalogue, new MilvusIndexStore(options));
    }
}

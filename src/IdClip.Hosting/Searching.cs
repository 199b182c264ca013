using IdClip.Grpc.Clients;
using IdClip.Redis.Embeddings;
using IdClip.Search;
using IdClip.Search.Examples;
using IdClip.ServiceDefaults.Access;

namespace IdClip.Hosting;

/// <summary>Searches in a host that has an archive and knows the Encoding service.</summary>
public static class Searching
{
    /// <summary>Registers <c>Searcher</c> and <c>ExampleReader</c>, which see what the Archive service indexes.</summary>
    public static WebApplicationBuilder AddSearching(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<EmbeddingCacheOptions>(builder.Configuration.GetSection($"{AccessOptions.Section}:Cache"));
        builder.Services.AddSingleton<EmbeddingCache>();
        builder.Services.AddSingleton<RemoteQueryEncoder>();
        builder.Services.AddSingleton<IQueryEncoder, CachedQueryEncoder>();
        builder.Services.AddSingleton<IJointEncoders, RemoteJointEncoders>();
        builder.Services.AddSingleton<Searcher>();
        builder.Services.AddSingleton<IExampleEncoder, RemoteExampleEncoder>();
        builder.Services.AddSingleton<ExampleReader>();
        builder.Services.AddHostedService<IndexFollower>();
        return builder;
    }
}

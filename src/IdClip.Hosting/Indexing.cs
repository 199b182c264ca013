namespace IdClip.Hosting;

/// <summary>Indexes of a host that indexes.</summary>
public static class Indexing
{
    /// <summary>Keeps a service of vectors filled; one of the hosts that share an archive does.</summary>
    public static WebApplicationBuilder AddIndexing(this WebApplicationBuilder builder)
    {
        builder.Services.AddHostedService<IndexKeeper>();
        return builder;
    }
}

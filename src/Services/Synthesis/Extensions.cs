using IdClip.Archive.Catalogue;
using IdClip.Synthesis.Jobs;

namespace IdClip.Services.Synthesis;

internal static class Extensions
{
    /// <summary>Opens the archive's queue of sets where the configuration names folders that clients may use.</summary>
    /// <returns>The catalogue, which holds the messages; null without folders.</returns>
    public static async Task<Catalogue?> AddSynthesisAsync(this WebApplicationBuilder builder)
    {
        var options = ServiceOptions.Of(builder.Configuration);
        var roots = ServiceOptions.RequireFolders(nameof(ServiceOptions.SynthesisRoots), options.SynthesisRoots);
        builder.Services.Configure<GrpcOptions>(grpc => grpc.SynthesisRoots = roots);
        if (roots.Count == 0)
            return null;
        var catalogue = await builder.AddOutboxAsync();
        var jobs = LocalSynthesis.OpenJobs(options.RequireArchive());
        // Made by the container, so that it ends the queue with the host.
        builder.Services.AddSingleton(_ => jobs);
        return catalogue;
    }
}

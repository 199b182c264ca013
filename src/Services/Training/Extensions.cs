using IdClip.Archive.Catalogue;
using IdClip.Grpc.Training;

namespace IdClip.Services.Training;

internal static class Extensions
{
    /// <summary>Opens the archive's queue of adapters to train where the configuration names folders that clients may use.</summary>
    /// <returns>The catalogue, which holds the messages; null without folders.</returns>
    public static async Task<Catalogue?> AddTrainingAsync(this WebApplicationBuilder builder)
    {
        var options = ServiceOptions.Of(builder.Configuration);
        var roots = ServiceOptions.RequireFolders(nameof(ServiceOptions.TrainingRoots), options.TrainingRoots);
        builder.Services.AddIdClipTraining(Path.Combine(options.RequireArchive(), "training"), roots);
        return roots.Count > 0 ? await builder.AddOutboxAsync() : null;
    }
}

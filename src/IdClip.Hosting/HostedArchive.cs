using IdClip.Archive.Catalogue;
using IdClip.Archive.People;
using IdClip.Archive.People.Labels;
using IdClip.Search;
using IdClip.Search.Clusters;
using IdClip.Search.Judgements;
using IdClip.Search.Recognition;

namespace IdClip.Hosting;

/// <summary>The archive that a host serves; dispose it after the host.</summary>
public sealed class HostedArchive : IAsyncDisposable
{
    private readonly Catalogue catalogue;
    private readonly SearchIndexes indexes;

    private HostedArchive(Catalogue catalogue, SearchIndexes indexes) => (this.catalogue, this.indexes) = (catalogue, indexes);

    /// <summary>Opens the archive, an empty one where there is none, and registers <c>Catalogue</c>, <c>Gallery</c>, <c>SearchIndexes</c>, <c>SearchedModels</c>, <c>FaceLabels</c>, <c>FaceGroups</c> and <c>PersonRecognition</c>.</summary>
    /// <exception cref="InvalidOperationException">No archive is named.</exception>
    /// <exception cref="Archive.ArchiveException">The archive cannot be opened.</exception>
    public static async Task<HostedArchive> OpenAsync(WebApplicationBuilder builder)
    {
        var options = ServiceOptions.Of(builder.Configuration);
        var catalogue = await HostedCatalogue.OpenAsync(builder);
        try
        {
            var models = options.Models();
            // Other programs that open a new archive must know what it is made with.
            if (await catalogue.ReadModelsAsync() is null && models != ArchiveSettings.Load(catalogue.Folder))
                models.Save(catalogue.Folder);
            var archive = new HostedArchive(catalogue, await SharedIndex.OpenAsync(builder, catalogue));
            builder.Services.AddSingleton(archive.indexes);
            builder.Services.AddSingleton(new Gallery(catalogue, models.Thresholds));
            builder.Services.AddSingleton(new SearchedModels(models.Model, models.FaceModel));
            builder.Services.AddSingleton<FaceLabels>();
            builder.Services.AddSingleton<FaceGroups>();
            builder.Services.AddSingleton<PersonRecognition>();
            return archive;
        }
        catch
        {
            await catalogue.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        indexes.Dispose();
        return catalogue.DisposeAsync();
    }
}

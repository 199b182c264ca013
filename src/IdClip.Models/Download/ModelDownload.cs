using IdClip.Models.Import;
using IdClip.Models.Store;

namespace IdClip.Models.Download;

/// <summary>Pulls a catalogued model: downloads its files and imports them.</summary>
/// <param name="store">The store; models are written to its first folder.</param>
/// <param name="options">Patience, or null for the defaults.</param>
public sealed class ModelDownload(ModelStore store, DownloadOptions? options = null)
{
    /// <summary>Downloads and imports a model. A run that was broken off goes on where it was.</summary>
    /// <param name="name">A model of the catalogue.</param>
    /// <param name="progress">Told about every piece that arrives.</param>
    /// <param name="cancel">Ends the download; what has arrived is kept for the next run.</param>
    /// <exception cref="ModelException">The model is unknown or already here, or a file can't be had or is not the one that was promised.</exception>
    public async Task<ImportedModel> PullAsync(string name, IProgress<DownloadProgress>? progress = null, CancellationToken cancel = default)
    {
        var model = store.Catalogue.Find(name) ?? throw new ModelException($"The catalogue has no model '{name}'. See 'idclip models list'.");
        if (model.IsIncluded)
            throw new ModelException($"Model '{model.Name}' comes with IdClip; there is nothing to pull.");
        var target = Path.Combine(store.Folders[0], model.Name);
        if (Directory.Exists(target))
            throw new ModelException($"Model '{model.Name}' is already in {target}.");

        var arriving = Path.Combine(store.Folders[0], $".pull-{model.Name}");
        Directory.CreateDirectory(arriving);
        await DownloadAsync(model, arriving, progress, cancel).ConfigureAwait(false);
        var imported = new CheckpointImport(store).Import(arriving, model.Name, model.Licence);
        Directory.Delete(arriving, recursive: true);
        var unpinned = model.Files.Where(file => file.Sha256 is null).Select(file => file.Name).ToArray();
        return unpinned.Length == 0 ? imported : imported with
        {
            Notes = [.. imported.Notes, $"Not pinned: {string.Join(", ", unpinned)}. The catalogue knows no sha256 for them, so they were checked only against what the host states."],
        };
    }

    private async Task DownloadAsync(CatalogueModel model, string folder, IProgress<DownloadProgress>? progress, CancellationToken cancel)
    {
        using var client = new RedirectingClient();
        foreach (var file in model.Files)
        {
            try
            {
                await new FileDownload(client, options ?? new DownloadOptions(), file, Path.Combine(folder, file.Name), progress).RunAsync(cancel).ConfigureAwait(false);
            }
            catch (Exception e) when (e is HttpRequestException or TransferException or IOException or UnauthorizedAccessException)
            {
                throw new ModelException($"{file.Url} can't be downloaded: {e.Message}. What has arrived is kept; run the command again to go on.", e);
            }
        }
    }
}

using IdClip.Archive;
using IdClip.Archive.Catalogue;
using IdClip.Encoding;
using IdClip.Hosting;
using IdClip.Models.Adapters;
using IdClip.Models.Store;
using IdClip.Search;
using IdClip.Web.Models;

namespace IdClip.Serving;

/// <summary>The models and adapters of this machine.</summary>
/// <param name="options">The models, and whether the archive's can be changed.</param>
/// <param name="change">Asks for another model.</param>
/// <param name="encoders">The adapters as they fit the archive.</param>
/// <param name="indexing">Takes an adapter out of use.</param>
/// <param name="catalogue">The archive.</param>
internal sealed class LocalShelf(ServeOptions options, ModelChange change, AdapterEncoders encoders, AdapterIndexing indexing, Catalogue catalogue) : IModelShelf
{
    private readonly ArchiveSettings settings = ArchiveSettings.Load(catalogue.Folder);

    /// <inheritdoc/>
    public bool CanPull => true;

    /// <inheritdoc/>
    public string Model => settings.Model;

    /// <inheritdoc/>
    public string FaceModel => settings.FaceModel;

    /// <inheritdoc/>
    public bool CanChangeModel => options.ChangesModel;

    /// <inheritdoc/>
    public string? Notice => options.Notice;

    /// <inheritdoc/>
    public void ChangeModel(string name)
    {
        try
        {
            // What can't be opened is told now and not after the archive has gone.
            options.Models.OpenClip(name);
        }
        catch (ModelException problem)
        {
            throw new ArchiveException(problem.Message, problem);
        }
        change.Ask(name);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredModel>> ListModelsAsync(CancellationToken ct) => Task.Run(options.Models.List, ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ListedAdapter>> ListAdaptersAsync(CancellationToken ct) =>
        Task.Run<IReadOnlyList<ListedAdapter>>(() => [.. encoders.List().Select(ListedAdapter.Of)], ct);

    /// <inheritdoc/>
    public Task DeactivateAdapterAsync(CancellationToken ct) => indexing.DeactivateAsync(ct);
}

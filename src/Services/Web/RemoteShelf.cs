using Grpc.Core;
using IdClip.Archive;
using IdClip.Grpc.Calls;
using IdClip.Grpc.Clients;
using IdClip.Models.Adapters;
using IdClip.Models.Store;
using IdClip.Web.Models;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Services.Web;

/// <summary>The models and adapters of the Encoding service's machine.</summary>
internal sealed class RemoteShelf(Contract.Encoding.EncodingClient encoding, Contract.Archive.ArchiveClient archive, IConfiguration configuration) : IModelShelf
{
    private readonly ArchiveSettings settings = ServiceOptions.Of(configuration).Models();

    /// <inheritdoc/>
    public bool CanPull => false;

    /// <inheritdoc/>
    public string Model => settings.Model;

    /// <inheritdoc/>
    public string FaceModel => settings.FaceModel;

    /// <inheritdoc/>
    public bool CanChangeModel => false;

    /// <inheritdoc/>
    public string? Notice => null;

    /// <inheritdoc/>
    public void ChangeModel(string name) => throw new ArchiveException("The model of an archive that several hosts share is changed by: idclip index --model NAME --reencode");

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredModel>> ListModelsAsync(CancellationToken ct) =>
        AskAsync(async () => StoredModels.Of(await encoding.ListModelsAsync(new(), cancellationToken: ct)), "models", ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ListedAdapter>> ListAdaptersAsync(CancellationToken ct) => AskAsync(() => RemoteAdapters.ListAsync(encoding, ct), "adapters", ct);

    /// <inheritdoc/>
    public async Task DeactivateAdapterAsync(CancellationToken ct)
    {
        try
        {
            await archive.DeactivateAdapterAsync(new(), cancellationToken: ct);
        }
        catch (RpcException error)
        {
            throw new ArchiveException($"The Archive service did not do it: {error.Status.Detail}", error);
        }
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask, string what, CancellationToken ct)
    {
        try
        {
            return await ask();
        }
        catch (RpcException error) when (!ct.IsCancellationRequested)
        {
            throw new ArchiveException($"The Encoding service does not answer; its {what} are not shown.", error);
        }
    }
}

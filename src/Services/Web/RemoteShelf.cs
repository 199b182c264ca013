using Grpc.Core;
using IdClip.Archive;
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
    public IReadOnlyList<StoredModel>? Models => null;

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
    public async Task<IReadOnlyList<ListedAdapter>> ListAdaptersAsync(CancellationToken ct)
    {
        try
        {
            return await RemoteAdapters.ListAsync(encoding, ct);
        }
        catch (RpcException error) when (!ct.IsCancellationRequested)
        {
            throw new ArchiveException("The Encoding service does not answer; its adapters are not shown.", error);
        }
    }

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
}

using Grpc.Core;
using IdClip.Archive;
using IdClip.Archive.Adapters;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Clients;

/// <summary>An adapter's image tower of the Encoding service. A chunk is sent again while the service is away.</summary>
/// <param name="encoding">The service.</param>
/// <param name="adapter">The adapter.</param>
internal sealed class RemoteAdapterPhotoEncoder(Contract.Encoding.EncodingClient encoding, ArchiveAdapter adapter) : IAdapterPhotoEncoder
{
    /// <inheritdoc/>
    public string Adapter => adapter.Identity;

    /// <inheritdoc/>
    /// <exception cref="ArchiveException">The service has the adapter no more, or cannot be reached.</exception>
    public IReadOnlyList<(float[] Embedding, string? Failure)> Encode(IReadOnlyList<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var reference = RemoteAdapters.Reference(adapter);
        try
        {
            return PictureCalls.Encode<Contract.EncodeAdapterImageRequest, Contract.EncodedAdapterImage, (float[] Embedding, string? Failure)>(
                files, deadline => encoding.EncodeAdapterImages(deadline: deadline), image => new() { Adapter = reference, Image = image },
                result => result.OutcomeCase == Contract.EncodedAdapterImage.OutcomeOneofCase.Embedding ? ([.. result.Embedding.Values], null) : ([], result.Failure),
                reason => ([], reason));
        }
        catch (RpcException error)
        {
            throw new ArchiveException(RemoteAdapters.Explain(error), error);
        }
    }
}

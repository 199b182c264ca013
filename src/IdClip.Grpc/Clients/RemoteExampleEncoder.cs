using Google.Protobuf;
using Grpc.Core;
using IdClip.Archive.Ingest;
using IdClip.Search.Examples;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Clients;

/// <summary>The image tower and the face models of the Encoding service, for photos that are searched by.</summary>
/// <param name="encoding">The service.</param>
public sealed class RemoteExampleEncoder(Contract.Encoding.EncodingClient encoding) : IExampleEncoder
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Contract.DescribeModelsResponse Models => encoding.DescribeModels(new(), deadline: DateTime.UtcNow + Patience);

    /// <inheritdoc/>
    public string ImageModel => Models.ImageModel;

    /// <inheritdoc/>
    public string FaceModel => Models.FaceModel;

    /// <inheritdoc/>
    /// <exception cref="RpcException">The service cannot be reached.</exception>
    public PhotoEncoding Encode(ReadOnlyMemory<byte> picture)
    {
        try
        {
            var photo = encoding.EncodeImage(new() { Image = UnsafeByteOperations.UnsafeWrap(picture) }, deadline: DateTime.UtcNow + Patience);
            return RemotePhotoEncoder.ToArchive(photo);
        }
        catch (RpcException error) when (error.StatusCode is StatusCode.InvalidArgument or StatusCode.ResourceExhausted)
        {
            return RemotePhotoEncoder.Failed(error.Status.Detail);
        }
    }
}

using Grpc.Core;
using IdClip.Archive;
using IdClip.Archive.Ingest;
using IdClip.Grpc.Calls;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Clients;

/// <summary>The image tower and the face models of the Encoding service. A chunk is sent again while the service is away.</summary>
/// <param name="encoding">The service.</param>
public sealed class RemotePhotoEncoder(Contract.Encoding.EncodingClient encoding) : IPhotoEncoder
{
    // A large model is read from a cold disk first.
    private static readonly TimeSpan PatienceForModels = TimeSpan.FromMinutes(1);
    private readonly Lazy<Contract.DescribeModelsResponse> models = new(
        () => Ask(() => PictureCalls.Again.Execute(() => encoding.DescribeModels(new(), deadline: DateTime.UtcNow + PatienceForModels))), LazyThreadSafetyMode.PublicationOnly);

    /// <inheritdoc/>
    public string ImageModel => models.Value.ImageModel;

    /// <inheritdoc/>
    public string FaceModel => models.Value.FaceModel;

    /// <inheritdoc/>
    /// <exception cref="ArchiveException">Meanwhile the service was started with other models.</exception>
    /// <exception cref="EncoderAwayException">The service cannot be reached.</exception>
    /// <exception cref="RpcException">The service refuses.</exception>
    public IReadOnlyList<PhotoEncoding> Encode(IReadOnlyList<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return Ask(() => PictureCalls.Encode(
            files, deadline => encoding.EncodeImages(deadline: deadline), image => new Contract.EncodeImageRequest { Image = image },
            result => result.OutcomeCase == Contract.EncodedImage.OutcomeOneofCase.Image ? Checked(result.Image) : Failed(result.Failure), Failed));
    }

    private static T Ask<T>(Func<T> question)
    {
        try
        {
            return question();
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.Unavailable)
        {
            throw new EncoderAwayException("The Encoding service can't be reached. Start it and try again; what was encoded stays.", error);
        }
    }

    private PhotoEncoding Checked(Contract.EncodeImageResponse photo)
    {
        if (photo.ImageModel != ImageModel || photo.FaceModel != FaceModel)
            throw new ArchiveException("The Encoding service was started again with other models. Start it with the archive's, then index again.");
        return ToArchive(photo);
    }

    internal static PhotoEncoding ToArchive(Contract.EncodeImageResponse photo) =>
        new(photo.Width, photo.Height, [.. photo.Embedding.Values], [.. photo.Faces.Select(ToArchive)], CameraClock.FromTimestamp(photo.TakenAt), null)
        {
            DifferenceHash = photo.DifferenceHash.ToByteArray(),
        };

    private static FaceEncoding ToArchive(Contract.EncodedFace face) => new(
        face.Box.X, face.Box.Y, face.Box.Width, face.Box.Height, [.. face.Landmarks], face.Score, face.Sharpness, [.. face.Embedding.Values]);

    internal static PhotoEncoding Failed(string reason) => new(0, 0, [], [], null, reason);
}

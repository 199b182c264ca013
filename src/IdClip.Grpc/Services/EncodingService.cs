using Grpc.Core;
using IdClip.Encoding;
using IdClip.Encoding.Faces;
using IdClip.Grpc.Calls;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Services;

/// <summary>proto/encoding.proto over the local models.</summary>
[DefaultDeadline(60)]
internal sealed class EncodingService(LocalEncoder encoder, EncodingSlots slots) : Contract.Encoding.EncodingBase
{
    private const int AnHour = 60 * 60;

    /// <summary>The towers' batch; while it is encoded the next pictures arrive.</summary>
    private const int PicturesAtOnce = 4;

    /// <inheritdoc/>
    public override async Task<Contract.EncodeTextResponse> EncodeText(Contract.EncodeTextRequest request, ServerCallContext context)
    {
        if (request.Texts.Count is 0 or > GrpcLimits.MaxTexts)
            throw StatusDetails.Invalid("texts", $"Send 1 to {GrpcLimits.MaxTexts} texts.");
        for (var i = 0; i < request.Texts.Count; i++)
            RequestText.Check($"texts[{i}]", request.Texts[i], GrpcLimits.MaxTextLength);

        var embeddings = await slots.ForTextsAsync(() => encoder.EncodeTexts([.. request.Texts]), context.CancellationToken);
        return new() { Embeddings = { embeddings.Select(MapToEmbedding) }, Model = encoder.ImageModel };
    }

    /// <inheritdoc/>
    public override async Task<Contract.EncodeImageResponse> EncodeImage(Contract.EncodeImageRequest request, ServerCallContext context)
    {
        RequestImage.Check("image", request.Image);
        var photo = await slots.ForPicturesAsync(() => encoder.EncodePhoto(request.Image.Memory), context.CancellationToken);
        if (photo.Failure is { } reason)
            throw StatusDetails.Invalid("image", reason);
        return MapToImage(photo);
    }

    /// <inheritdoc/>
    [DefaultDeadline(AnHour)]
    public override async Task EncodeImages(
        IAsyncStreamReader<Contract.EncodeImageRequest> requestStream, IServerStreamWriter<Contract.EncodedImage> responseStream, ServerCallContext context)
    {
        var ct = context.CancellationToken;
        var batch = new List<ReadOnlyMemory<byte>>(PicturesAtOnce);
        for (var more = true; more;)
        {
            batch.Clear();
            var bytes = 0;
            while (batch.Count < PicturesAtOnce && bytes < GrpcLimits.MaxImageBytes && (more = await requestStream.MoveNext(ct)))
            {
                RequestImage.Check("image", requestStream.Current.Image);
                batch.Add(requestStream.Current.Image.Memory);
                bytes += requestStream.Current.Image.Length;
            }
            if (batch.Count > 0)
                foreach (var photo in await slots.ForPicturesAsync(() => encoder.EncodePhotos(batch), ct))
                    await responseStream.WriteAsync(photo.Failure is { } reason ? new() { Failure = reason } : new() { Image = MapToImage(photo) }, ct);
        }
    }

    /// <inheritdoc/>
    public override Task<Contract.DescribeModelsResponse> DescribeModels(Contract.DescribeModelsRequest request, ServerCallContext context) =>
        Task.FromResult(new Contract.DescribeModelsResponse { ImageModel = encoder.ImageModel, FaceModel = encoder.FaceModel });

    private Contract.EncodeImageResponse MapToImage(EncodedPhoto photo) => new()
    {
        Width = photo.Width,
        Height = photo.Height,
        Embedding = MapToEmbedding(photo.Embedding),
        Faces = { photo.Faces.Select(MapToFace) },
        ImageModel = encoder.ImageModel,
        FaceModel = encoder.FaceModel,
        TakenAt = CameraClock.ToTimestamp(photo.TakenAt),
    };

    private static Contract.Embedding MapToEmbedding(float[] values) => new() { Values = { values } };

    private static Contract.EncodedFace MapToFace(Face face) => new()
    {
        Box = new() { X = face.Box.X, Y = face.Box.Y, Width = face.Box.Width, Height = face.Box.Height },
        Landmarks = { face.Landmarks },
        Score = face.Score,
        Sharpness = face.Sharpness,
        Embedding = MapToEmbedding(face.Embedding),
    };
}

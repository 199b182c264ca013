using System.Runtime.CompilerServices;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using IdClip.Encoding;
using IdClip.Encoding.Faces;
using IdClip.Grpc.Calls;
using IdClip.Models.Adapters;
using IdClip.Models.Store;
using Code = Google.Rpc.Code;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Services;

/// <summary>proto/encoding.proto over the local models.</summary>
[DefaultDeadline(60)]
internal sealed class EncodingService(LocalEncoder encoder, AdapterEncoders adapters, ModelStore models, EncodingSlots slots) : Contract.Encoding.EncodingBase
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
        await foreach (var batch in BatchesAsync(requestStream, request => request.Image, ct))
            foreach (var photo in await slots.ForPicturesAsync(() => encoder.EncodePhotos(batch), ct))
                await responseStream.WriteAsync(photo.Failure is { } reason ? new() { Failure = reason } : new() { Image = MapToImage(photo) }, ct);
    }

    /// <inheritdoc/>
    public override Task<Contract.DescribeModelsResponse> DescribeModels(Contract.DescribeModelsRequest request, ServerCallContext context) =>
        Task.FromResult(new Contract.DescribeModelsResponse { ImageModel = encoder.ImageModel, FaceModel = encoder.FaceModel });

    /// <inheritdoc/>
    public override async Task<Contract.ListModelsResponse> ListModels(Contract.ListModelsRequest request, ServerCallContext context) =>
        new() { Models = { (await Task.Run(models.List, context.CancellationToken)).Select(StoredModels.MapToModel) } };

    /// <inheritdoc/>
    public override async Task<Contract.ListAdaptersResponse> ListAdapters(Contract.ListAdaptersRequest request, ServerCallContext context) =>
        new() { Adapters = { (await Task.Run(adapters.List, context.CancellationToken)).Select(MapToStored) } };

    /// <inheritdoc/>
    public override async Task<Contract.DescribeAdapterResponse> DescribeAdapter(Contract.DescribeAdapterRequest request, ServerCallContext context)
    {
        var adapter = (await OpenAsync(request.Adapter, context.CancellationToken)).Adapter;
        return new()
        {
            Name = adapter.Manifest.Name,
            Identity = adapter.Identity,
            ChangesImages = adapter.ChangesImages,
            Prompt = adapter.Manifest.Prompt,
            Calibration = adapter.Manifest.Calibration is { } fitted ? MapToCalibration(fitted) : null,
        };
    }

    /// <inheritdoc/>
    public override async Task<Contract.EncodeJointTextResponse> EncodeJointText(Contract.EncodeJointTextRequest request, ServerCallContext context)
    {
        if (request.Texts.Count is 0 or > GrpcLimits.MaxTexts)
            throw StatusDetails.Invalid("texts", $"Send 1 to {GrpcLimits.MaxTexts} texts.");
        var adapter = await OpenAsync(request.Adapter, context.CancellationToken);
        var width = adapter.Adapter.Manifest.FaceWidth;
        for (var i = 0; i < request.Texts.Count; i++)
        {
            RequestText.Check($"texts[{i}].text", request.Texts[i].Text, GrpcLimits.MaxTextLength);
            if (request.Texts[i].Face?.Values.Count != width)
                throw StatusDetails.Invalid($"texts[{i}].face", $"It has {request.Texts[i].Face?.Values.Count ?? 0} numbers; the adapter translates faces of {width}.");
        }
        var embeddings = await slots.ForTextsAsync(
            () => adapter.EncodeTexts([.. request.Texts.Select(text => (text.Text, text.Face.Values.ToArray()))]), context.CancellationToken);
        return new() { Embeddings = { embeddings.Select(MapToEmbedding) } };
    }

    /// <inheritdoc/>
    [DefaultDeadline(AnHour)]
    public override async Task EncodeAdapterImages(
        IAsyncStreamReader<Contract.EncodeAdapterImageRequest> requestStream, IServerStreamWriter<Contract.EncodedAdapterImage> responseStream, ServerCallContext context)
    {
        var ct = context.CancellationToken;
        AdapterEncoder? adapter = null;
        await foreach (var batch in BatchesAsync(requestStream, request => request.Image, ct, async first => adapter = await OpenAsync(first.Adapter, ct)))
            foreach (var photo in await slots.ForPicturesAsync(() => adapter!.EncodePhotos(batch), ct))
                await responseStream.WriteAsync(photo.Failure is { } reason ? new() { Failure = reason } : new() { Embedding = MapToEmbedding(photo.Embedding) }, ct);
    }

    /// <summary>Pictures as they come, some at once; while one batch is encoded the next pictures arrive.</summary>
    private static async IAsyncEnumerable<IReadOnlyList<ReadOnlyMemory<byte>>> BatchesAsync<TRequest>(
        IAsyncStreamReader<TRequest> stream, Func<TRequest, ByteString> imageOf, [EnumeratorCancellation] CancellationToken ct, Func<TRequest, Task>? first = null)
    {
        for (var more = true; more;)
        {
            var batch = new List<ReadOnlyMemory<byte>>(PicturesAtOnce);
            var bytes = 0;
            while (batch.Count < PicturesAtOnce && bytes < GrpcLimits.MaxImageBytes && (more = await stream.MoveNext(ct)))
            {
                if (first is not null)
                    await first(stream.Current);
                first = null;
                var image = imageOf(stream.Current);
                RequestImage.Check("image", image);
                batch.Add(image.Memory);
                bytes += image.Length;
            }
            if (batch.Count > 0)
                yield return batch;
        }
    }

    private async Task<AdapterEncoder> OpenAsync(Contract.AdapterReference? reference, CancellationToken ct)
    {
        if (reference is null or { Identity: "", Name: "" })
            throw StatusDetails.Invalid("adapter", "It is absent; send an adapter's identity or its name.");
        if (reference.Identity.Length > 0 && adapters.FindOpen(reference.Identity) is { } open)
            return open;
        if (!adapters.TryFind(reference.Identity, reference.Name, out var stored, out var problem))
            throw StatusDetails.Fields(Code.NotFound, ("adapter", problem));
        try
        {
            // Files are read and hashed, and graphs may be written.
            return await Task.Run(() => adapters.Open(stored), ct);
        }
        catch (ModelException error)
        {
            throw StatusDetails.Precondition("ADAPTER", error.Message);
        }
    }

    private Contract.EncodeImageResponse MapToImage(EncodedPhoto photo) => new()
    {
        Width = photo.Width,
        Height = photo.Height,
        Embedding = MapToEmbedding(photo.Embedding),
        Faces = { photo.Faces.Select(MapToFace) },
        ImageModel = encoder.ImageModel,
        FaceModel = encoder.FaceModel,
        TakenAt = CameraClock.ToTimestamp(photo.TakenAt),
        DifferenceHash = UnsafeByteOperations.UnsafeWrap(photo.DifferenceHash),
    };

    private static Contract.StoredAdapter MapToStored(StoredAdapter adapter) => adapter.Manifest is not { } manifest
        ? new() { Name = adapter.Name, Problem = adapter.Problem ?? "" }
        : new()
        {
            Name = adapter.Name,
            Identity = manifest.WeightsSha256,
            Description = manifest.Description,
            Model = manifest.Model,
            FaceModel = manifest.FaceModel,
            Prompt = manifest.Prompt,
            Photos = manifest.Origin?.Photos ?? 0,
            People = manifest.Origin?.People ?? 0,
            CreatedAt = manifest.Origin is { } origin ? Timestamp.FromDateTimeOffset(origin.CreatedAt) : null,
            Problem = adapter.Problem ?? "",
        };

    private static Contract.AdapterCalibration MapToCalibration(AdapterCalibration fitted) => new()
    {
        Slope = fitted.Slope,
        Midpoint = fitted.Midpoint,
        TypicalMean = fitted.TypicalMean,
        TypicalDeviation = fitted.TypicalDeviation,
        TypicalPhotos = fitted.TypicalPhotos,
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

using System.Threading.Channels;
using Google.Protobuf;
using Grpc.Core;
using IdClip.Archive;
using IdClip.Archive.Ingest;
using IdClip.Grpc.Calls;
using Polly;
using Polly.Retry;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Clients;

/// <summary>The image tower and the face models of the Encoding service. A chunk is sent again while the service is away.</summary>
/// <param name="encoding">The service.</param>
public sealed class RemotePhotoEncoder(Contract.Encoding.EncodingClient encoding) : IPhotoEncoder
{
    private static readonly TimeSpan PatienceForModels = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PatienceForChunk = TimeSpan.FromMinutes(10);

    // Two minutes in all: a service that is started again is back by then.
    private static readonly ResiliencePipeline Again = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<RpcException>(e => e.StatusCode == StatusCode.Unavailable),
            MaxRetryAttempts = 14,
            Delay = TimeSpan.FromMilliseconds(200),
            MaxDelay = TimeSpan.FromSeconds(15),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
        })
        .Build();

    private readonly Lazy<Contract.DescribeModelsResponse> models = new(
        () => Again.Execute(() => encoding.DescribeModels(new(), deadline: DateTime.UtcNow + PatienceForModels)), LazyThreadSafetyMode.PublicationOnly);

    /// <inheritdoc/>
    public string ImageModel => models.Value.ImageModel;

    /// <inheritdoc/>
    public string FaceModel => models.Value.FaceModel;

    /// <inheritdoc/>
    /// <exception cref="ArchiveException">Meanwhile the service was started with other models.</exception>
    /// <exception cref="RpcException">The service cannot be reached.</exception>
    public IReadOnlyList<PhotoEncoding> Encode(IReadOnlyList<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return Again.Execute(() => EncodeAsync(files).GetAwaiter().GetResult());
    }

    private async Task<IReadOnlyList<PhotoEncoding>> EncodeAsync(IReadOnlyList<string> files)
    {
        using var call = encoding.EncodeImages(deadline: DateTime.UtcNow + PatienceForChunk);
        var results = new PhotoEncoding[files.Count];
        var sent = Channel.CreateUnbounded<int>();
        var sending = SendAsync(files, results, call.RequestStream, sent.Writer);
        try
        {
            await foreach (var result in call.ResponseStream.ReadAllAsync())
                results[await sent.Reader.ReadAsync()] = result.OutcomeCase == Contract.EncodedImage.OutcomeOneofCase.Image ? Checked(result.Image) : Failed(result.Failure);
        }
        catch
        {
            // Why the call ended is in what was being read; that nothing more can be written follows from it.
            call.Dispose();
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
        await sending;
        return results;
    }

    private static async Task SendAsync(
        IReadOnlyList<string> files, PhotoEncoding[] results, IClientStreamWriter<Contract.EncodeImageRequest> stream, ChannelWriter<int> sent)
    {
        for (var i = 0; i < files.Count; i++)
        {
            var (bytes, failure) = await ReadAsync(files[i]);
            if (failure is not null)
            {
                results[i] = Failed(failure);
                continue;
            }
            sent.TryWrite(i);
            await stream.WriteAsync(new() { Image = UnsafeByteOperations.UnsafeWrap(bytes) });
        }
        await stream.CompleteAsync();
    }

    private static async Task<(byte[] Bytes, string? Failure)> ReadAsync(string file)
    {
        try
        {
            return new FileInfo(file).Length switch
            {
                0 => ([], "the file is empty"),
                > GrpcLimits.MaxImageBytes => ([], $"the file has more than {GrpcLimits.MaxImageBytes >> 20} MiB, which is what the Encoding service takes"),
                _ => (await File.ReadAllBytesAsync(file), null),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ([], e.Message);
        }
    }

    private PhotoEncoding Checked(Contract.EncodeImageResponse photo)
    {
        if (photo.ImageModel != ImageModel || photo.FaceModel != FaceModel)
            throw new ArchiveException("The Encoding service was started again with other models. Start it with the archive's, then index again.");
        return ToArchive(photo);
    }

    internal static PhotoEncoding ToArchive(Contract.EncodeImageResponse photo) =>
        new(photo.Width, photo.Height, [.. photo.Embedding.Values], [.. photo.Faces.Select(ToArchive)], CameraClock.FromTimestamp(photo.TakenAt), null);

    private static FaceEncoding ToArchive(Contract.EncodedFace face) => new(
        face.Box.X, face.Box.Y, face.Box.Width, face.Box.Height, [.. face.Landmarks], face.Score, face.Sharpness, [.. face.Embedding.Values]);

    internal static PhotoEncoding Failed(string reason) => new(0, 0, [], [], null, reason);
}

using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using IdClip.Contracts.V1;
using IdClip.Tests;

namespace IdClip.Grpc.Tests;

public sealed class EncodingServiceTests(ServedDemo demo) : IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(demo.Served.Grpc, new() { MaxSendMessageSize = null });

    private Contracts.V1.Encoding.EncodingClient Client => new(_channel);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Texts_become_unit_vectors_in_order()
    {
        var request = new EncodeTextRequest { Texts = { "a beach", "a kitchen", "a beach" } };

        var response = await Client.EncodeTextAsync(request, cancellationToken: Ct);

        var vectors = response.Embeddings.Select(e => e.Values.ToArray()).ToList();
        Assert.All(vectors, v => Assert.Equal(1, v.Sum(x => x * x), 1e-4));
        Assert.Equal(vectors[0], vectors[2]);
        Assert.NotEqual(vectors[0], vectors[1]);
        Assert.Matches("^[0-9a-f]{64}$", response.Model);
    }

    [Fact]
    public async Task A_picture_comes_back_with_its_faces_in_its_own_pixels()
    {
        var bytes = await File.ReadAllBytesAsync(ServedDemo.Picture("scenes/pair_01.jpg"), Ct);

        var response = await Client.EncodeImageAsync(new() { Image = ByteString.CopyFrom(bytes) }, cancellationToken: Ct);

        Assert.Equal((640, 480), (response.Width, response.Height));
        Assert.Equal(2, response.Faces.Count);
        Assert.Equal(32, response.DifferenceHash.Length);
        Assert.All(response.Faces, face =>
        {
            Assert.InRange(face.Box.X, 0, 640 - face.Box.Width);
            Assert.InRange(face.Box.Y, 0, 480 - face.Box.Height);
            Assert.Equal(10, face.Landmarks.Count);
            Assert.Equal(1, face.Embedding.Values.Sum(x => x * x), 1e-4);
        });
        Assert.Equal(1, response.Embedding.Values.Sum(x => x * x), 1e-4);
        var models = await Client.DescribeModelsAsync(new(), cancellationToken: Ct);
        Assert.Equal((models.ImageModel, models.FaceModel), (response.ImageModel, response.FaceModel));
    }

    [Fact]
    public async Task Bytes_that_are_no_picture_are_an_invalid_argument()
    {
        var whole = await File.ReadAllBytesAsync(ServedDemo.Picture("scenes/pair_01.jpg"), Ct);
        foreach (var image in (byte[][])[[1, 2, 3, 4], whole[..200], [.. "<html>"u8]])
        {
            var status = await Statuses.OfAsync(
                Client.EncodeImageAsync(new() { Image = ByteString.CopyFrom(image) }, cancellationToken: Ct), StatusCode.InvalidArgument);
            Assert.NotEmpty(status.Fields()["image"]);
        }
    }

    [Fact]
    public async Task A_picture_over_the_limit_is_refused_with_the_limit()
    {
        var image = UnsafeByteOperations.UnsafeWrap(new byte[GrpcLimits.MaxImageBytes + 1]);

        var status = await Statuses.OfAsync(Client.EncodeImageAsync(new() { Image = image }, cancellationToken: Ct), StatusCode.ResourceExhausted);

        Assert.Contains(GrpcLimits.MaxImageBytes.ToString(System.Globalization.CultureInfo.InvariantCulture), status.Fields()["image"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_over_the_limit_is_refused_unread()
    {
        var image = UnsafeByteOperations.UnsafeWrap(new byte[GrpcLimits.MaxMessageBytes + 1]);

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await Client.EncodeImageAsync(new() { Image = image }, cancellationToken: Ct));

        Assert.Equal(StatusCode.ResourceExhausted, failure.StatusCode);
        // And the server goes on.
        Assert.NotEmpty((await Client.DescribeModelsAsync(new(), cancellationToken: Ct)).ImageModel);
    }

    [Fact]
    public async Task Texts_out_of_their_limits_are_named_by_their_place()
    {
        var none = await Statuses.OfAsync(Client.EncodeTextAsync(new(), cancellationToken: Ct), StatusCode.InvalidArgument);
        var many = await Statuses.OfAsync(
            Client.EncodeTextAsync(new() { Texts = { Enumerable.Repeat("a", GrpcLimits.MaxTexts + 1) } }, cancellationToken: Ct), StatusCode.InvalidArgument);
        var blank = await Statuses.OfAsync(Client.EncodeTextAsync(new() { Texts = { "a", " " } }, cancellationToken: Ct), StatusCode.InvalidArgument);

        Assert.Contains("texts", none.Fields());
        Assert.Contains("texts", many.Fields());
        Assert.Contains("texts[1]", blank.Fields());
    }

    public void Dispose() => _channel.Dispose();
}

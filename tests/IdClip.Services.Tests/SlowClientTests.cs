using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Grpc.Core;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Services.Tests;

/// <summary>Clients that send or read at a crawl hold neither the service's memory nor its other clients.</summary>
public sealed class SlowClientTests : IAsyncLifetime
{
    private const int Slow = 32;
    private const int Unread = 400;

    private ServiceProcess service = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => service = await ServiceProcess.StartAsync("Encoding");

    public ValueTask DisposeAsync()
    {
        service.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Requests_that_never_end_are_ended_and_others_are_answered_meanwhile()
    {
        using var slow = new HttpClient(new SocketsHttpHandler { EnableMultipleHttp2Connections = true });
        var stalled = Enumerable.Range(0, Slow).Select(_ => StallAsync(slow)).ToArray();

        using var channel = service.Address.Connect();
        var client = new Contract.Encoding.EncodingClient(channel);
        var answer = await client.EncodeTextAsync(new() { Texts = { "a photo" } }, cancellationToken: Ct);
        var ends = await Task.WhenAll(stalled);

        Assert.Single(answer.Embeddings);
        Assert.All(ends, Assert.True);
    }

    [Fact]
    public async Task Answers_that_are_not_read_hold_back_the_sender_and_not_the_service()
    {
        using var channel = service.Address.Connect();
        var client = new Contract.Encoding.EncodingClient(channel);
        var photo = ByteString.CopyFrom(await File.ReadAllBytesAsync(Directory.GetFiles(Path.Combine(DemoStack.Pictures, "scenes"), "empty*")[0], Ct));
        using var unread = client.EncodeImages(cancellationToken: Ct);
        var sent = 0;
        var sending = Task.Run(
            async () =>
            {
                for (; sent < Unread; sent++)
                    await unread.RequestStream.WriteAsync(new() { Image = photo }, Ct);
                await unread.RequestStream.CompleteAsync();
            },
            Ct);

        // Until the sender stands still: what was sent and not taken is in no memory of the service.
        for (var before = -1; sent != before && !sending.IsCompleted; await Task.Delay(TimeSpan.FromSeconds(3), Ct))
            before = sent;
        var heldBack = sent;
        var other = await client.EncodeImageAsync(new() { Image = photo }, cancellationToken: Ct);
        var answers = 0;
        await foreach (var answer in unread.ResponseStream.ReadAllAsync(Ct))
        {
            Assert.Equal(other.Embedding.Values.Count, answer.Image.Embedding.Values.Count);
            answers++;
        }

        await sending;
        Assert.InRange(heldBack, 1, Unread - 1);
        Assert.Equal(Unread, answers);
    }

    // Announces a message and sends a byte of it; whether the service ends the request.
    private async Task<bool> StallAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(service.Address.Grpc, "/idclip.v1.Encoding/EncodeImage"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StalledContent(),
        };
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
            await response.Content.ReadAsByteArrayAsync(Ct);
            return true;
        }
        catch (HttpRequestException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private sealed class StalledContent : HttpContent
    {
        public StalledContent() => Headers.ContentType = new MediaTypeHeaderValue("application/grpc");

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var head = new byte[6];
            BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(1), 1_000_000);
            await stream.WriteAsync(head);
            await stream.FlushAsync();
            await Task.Delay(TimeSpan.FromMinutes(2), Ct);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

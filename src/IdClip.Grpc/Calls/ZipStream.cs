using System.IO.Pipelines;
using Google.Protobuf;
using Grpc.Core;

namespace IdClip.Grpc.Calls;

/// <summary>Streams a ZIP to a client as it is written; what writes it waits for a client that reads slowly.</summary>
internal static class ZipStream
{
    private const int PartBytes = 64 << 10;

    /// <summary>Sends what is written, in parts of at most 64 KiB.</summary>
    /// <param name="write">Writes the ZIP.</param>
    /// <param name="part">Makes the message of a part.</param>
    /// <param name="client">The client.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task SendAsync<TPart>(Func<Stream, CancellationToken, Task> write, Func<ByteString, TPart> part, IServerStreamWriter<TPart> client, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var pipe = new Pipe();
        var writing = Task.Run(async () =>
        {
            Exception? problem = null;
            try
            {
                await write(pipe.Writer.AsStream(leaveOpen: true), stop.Token);
            }
            catch (Exception error)
            {
                problem = error;
            }
            await pipe.Writer.CompleteAsync(problem);
        }, CancellationToken.None);
        try
        {
            await using var zip = pipe.Reader.AsStream();
            var buffer = new byte[PartBytes];
            while (await zip.ReadAtLeastAsync(buffer, PartBytes, throwOnEndOfStream: false, ct) is > 0 and var read)
                await client.WriteAsync(part(ByteString.CopyFrom(buffer, 0, read)), ct);
        }
        finally
        {
            await stop.CancelAsync();
            await writing;
        }
    }
}

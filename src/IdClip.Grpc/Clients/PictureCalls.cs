using System.Threading.Channels;
using Google.Protobuf;
using Grpc.Core;
using Polly;
using Polly.Retry;

namespace IdClip.Grpc.Clients;

/// <summary>Calls that stream a chunk of picture files to the Encoding service and get one result for each, in order.</summary>
internal static class PictureCalls
{
    private static readonly TimeSpan PatienceForChunk = TimeSpan.FromMinutes(10);

    /// <summary>Makes a call again while the service is away, two minutes in all: one that is started again is back by then.</summary>
    public static ResiliencePipeline Again { get; } = new ResiliencePipelineBuilder()
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

    /// <summary>Encodes a chunk; it is sent again while the service is away.</summary>
    /// <param name="files">Pictures of this machine.</param>
    /// <param name="open">Opens the call with a deadline.</param>
    /// <param name="ask">A picture as the call takes it.</param>
    /// <param name="read">What the call answers for a picture.</param>
    /// <param name="fail">The result of a file that can't be sent, from the reason.</param>
    /// <exception cref="RpcException">The service refuses or cannot be reached.</exception>
    public static IReadOnlyList<TResult> Encode<TRequest, TResponse, TResult>(
        IReadOnlyList<string> files, Func<DateTime, AsyncDuplexStreamingCall<TRequest, TResponse>> open,
        Func<ByteString, TRequest> ask, Func<TResponse, TResult> read, Func<string, TResult> fail) =>
        Again.Execute(() => EncodeAsync(files, open, ask, read, fail).GetAwaiter().GetResult());

    private static async Task<IReadOnlyList<TResult>> EncodeAsync<TRequest, TResponse, TResult>(
        IReadOnlyList<string> files, Func<DateTime, AsyncDuplexStreamingCall<TRequest, TResponse>> open,
        Func<ByteString, TRequest> ask, Func<TResponse, TResult> read, Func<string, TResult> fail)
    {
        using var call = open(DateTime.UtcNow + PatienceForChunk);
        var results = new TResult[files.Count];
        var sent = Channel.CreateUnbounded<int>();
        var sending = SendAsync();
        try
        {
            await foreach (var result in call.ResponseStream.ReadAllAsync())
                results[await sent.Reader.ReadAsync()] = read(result);
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

        async Task SendAsync()
        {
            for (var i = 0; i < files.Count; i++)
            {
                var (bytes, failure) = await ReadAsync(files[i]);
                if (failure is not null)
                {
                    results[i] = fail(failure);
                    continue;
                }
                sent.Writer.TryWrite(i);
                await call.RequestStream.WriteAsync(ask(UnsafeByteOperations.UnsafeWrap(bytes)));
            }
            await call.RequestStream.CompleteAsync();
        }
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
}

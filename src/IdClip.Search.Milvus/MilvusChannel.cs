using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;

namespace IdClip.Search.Milvus;

/// <summary>Connections to Milvus: made again by themselves when lost, calls tried again while the server is away.</summary>
internal static class MilvusChannel
{
    // Of a message, and of those kept to be sent again. Milvus takes 64 MB by default, gRPC 4.
    private const int MaxMessage = 64 << 20;

    public static GrpcChannel Open(MilvusOptions options) => GrpcChannel.ForAddress(options.Address, new()
    {
        HttpHandler = new SocketsHttpHandler
        {
            UseProxy = false,
            EnableMultipleHttp2Connections = true,
            // A machine that vanished without a word would otherwise hold its connection, and every call its deadline, for a quarter of an hour.
            KeepAlivePingDelay = TimeSpan.FromSeconds(5),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(5),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        },
        DisposeHttpClient = true,
        MaxReceiveMessageSize = MaxMessage,
        MaxSendMessageSize = MaxMessage,
        MaxRetryBufferSize = MaxMessage,
        MaxRetryBufferPerCallSize = MaxMessage / 4,
        InitialReconnectBackoff = TimeSpan.FromMilliseconds(100),
        // Well below the time in which a call is tried again: the attempts of one that finds the server back must not all fall between two of the connection's.
        MaxReconnectBackoff = TimeSpan.FromMilliseconds(250),
        ServiceConfig = new()
        {
            MethodConfigs =
            {
                new MethodConfig
                {
                    Names = { MethodName.Default },
                    // Every call of IdClip's gives the same when it is made twice.
                    RetryPolicy = new RetryPolicy
                    {
                        MaxAttempts = 5,
                        InitialBackoff = TimeSpan.FromMilliseconds(200),
                        MaxBackoff = TimeSpan.FromSeconds(2),
                        BackoffMultiplier = 2,
                        RetryableStatusCodes = { StatusCode.Unavailable },
                    },
                },
            },
        },
    });
}

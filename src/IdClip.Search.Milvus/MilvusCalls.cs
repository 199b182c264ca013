using System.Text;
using Grpc.Core;
using Grpc.Net.Client;
using IdClip.Search.Index;
using IdClip.Search.Milvus.Protocol;
using Status = IdClip.Search.Milvus.Protocol.Status;

namespace IdClip.Search.Milvus;

/// <summary>Calls of the Milvus protocol with the token and a deadline; failures become <see cref="IndexServiceException"/>.</summary>
internal sealed class MilvusCalls : IDisposable
{
    /// <summary>Codes that <see cref="Status"/> may hold.</summary>
    public const int RateLimited = 8, IndexExists = 35, CollectionNotFound = 100, CollectionNotLoaded = 101, AliasNotFound = 1600;

    private readonly GrpcChannel _channel;
    private readonly Metadata _headers = [];

    public MilvusCalls(MilvusOptions options)
    {
        Options = options.Checked();
        if (options.Token is not null)
            _headers.Add("authorization", Convert.ToBase64String(Encoding.UTF8.GetBytes(options.Token)));
        _channel = MilvusChannel.Open(options);
        Service = new(_channel);
    }

    public MilvusOptions Options { get; }

    public MilvusService.MilvusServiceClient Service { get; }

    /// <summary>The code of an answer; 0 where all went well.</summary>
    // Servers before 2.3 set the older field only.
    public static int CodeOf(Status status) => status.Code != 0 ? status.Code : status.ErrorCode;

    /// <summary>Makes a call.</summary>
    /// <param name="call">A method of <see cref="Service"/>.</param>
    /// <param name="request">What it is given.</param>
    /// <param name="statusOf">The status in its answer.</param>
    /// <param name="tolerated">Codes with which the answer is returned all the same.</param>
    /// <exception cref="IndexServiceException">Milvus is away, too slow, or refused.</exception>
    public TAnswer Ask<TRequest, TAnswer>(
        Func<TRequest, CallOptions, TAnswer> call, TRequest request, Func<TAnswer, Status> statusOf, params ReadOnlySpan<int> tolerated)
    {
        try
        {
            var answer = call(request, CallOptions());
            var status = statusOf(answer);
            var code = CodeOf(status);
            return code == 0 || tolerated.Contains(code) ? answer : throw MilvusErrors.Refused(Options, code, status.Reason);
        }
        catch (RpcException e)
        {
            throw MilvusErrors.Of(Options, e);
        }
    }

    /// <summary>Makes a call that answers with its status only.</summary>
    public void Do<TRequest>(Func<TRequest, CallOptions, Status> call, TRequest request) => Ask(call, request, static status => status);

    /// <summary>What is wrong with the server; empty where nothing is.</summary>
    public async Task<IReadOnlyList<string>> CheckHealthAsync(CancellationToken ct)
    {
        try
        {
            var answer = await Service.CheckHealthAsync(new(), CallOptions().WithCancellationToken(ct));
            return answer.IsHealthy ? [] : [.. answer.Reasons.DefaultIfEmpty("Milvus calls itself unhealthy without a reason")];
        }
        catch (RpcException e)
        {
            throw ct.IsCancellationRequested ? new OperationCanceledException(e.Message, e, ct) : MilvusErrors.Of(Options, e);
        }
    }

    public void Dispose() => _channel.Dispose();

    private CallOptions CallOptions() => new(_headers, DateTime.UtcNow + Options.Deadline);
}

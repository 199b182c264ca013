using Grpc.Core;
using Grpc.Net.Client;
using IdClip.Search.Index;
using IdClip.Search.Milvus;
using Milvus.Client;

namespace IdClip.Search.MilvusSdk;

/// <summary>Calls of Milvus.Client with a deadline; failures become <see cref="IndexServiceException"/>.</summary>
/// <remarks>Written against github.com/milvus-io/milvus-sdk-csharp, commit b37231a (Apache-2.0), which shares its channel's retry policy and limits with IdClip's own client.</remarks>
internal sealed class SdkCalls : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly MilvusClient _client;

    public SdkCalls(MilvusOptions options)
    {
        Options = options.Checked();
        _channel = MilvusChannel.Open(options);
        _client = options.Token is null
            ? new MilvusClient(_channel, database: options.Database)
            : new MilvusClient(_channel, apiKey: options.Token, database: options.Database);
    }

    public MilvusOptions Options { get; }

    /// <summary>Makes a call within the deadline.</summary>
    /// <exception cref="IndexServiceException">Milvus is away, too slow, or refused.</exception>
    public T Ask<T>(Func<MilvusClient, CancellationToken, Task<T>> call) => AskAsync(call, CancellationToken.None).GetAwaiter().GetResult();

    /// <inheritdoc cref="Ask{T}"/>
    public void Do(Func<MilvusClient, CancellationToken, Task> call) => Ask(async (client, ct) =>
    {
        await call(client, ct);
        return true;
    });

    /// <summary>Makes a call within the deadline; null where Milvus answers with one of some codes.</summary>
    public T? AskUnless<T>(Func<MilvusClient, CancellationToken, Task<T>> call, params int[] codes)
        where T : class => Ask(async (client, ct) =>
    {
        try
        {
            return await call(client, ct);
        }
        catch (MilvusException e) when (codes.Contains((int)e.ErrorCode))
        {
            return null;
        }
    });

    /// <summary>Makes a call within the deadline.</summary>
    public async Task<T> AskAsync<T>(Func<MilvusClient, CancellationToken, Task<T>> call, CancellationToken ct)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(Options.Deadline);
        try
        {
            return await call(_client, deadline.Token).ConfigureAwait(false);
        }
        catch (MilvusException e)
        {
            throw MilvusErrors.Refused(Options, (int)e.ErrorCode, e.Message);
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException && deadline.IsCancellationRequested)
        {
            throw ct.IsCancellationRequested ? new OperationCanceledException(e.Message, e, ct) : MilvusErrors.Slow(Options, e);
        }
        catch (RpcException e)
        {
            throw MilvusErrors.Of(Options, e);
        }
    }

    /// <summary>Brings a collection into Milvus's memory; returns once it is there.</summary>
    public void RequireLoaded(string name)
    {
        Do((client, ct) => client.GetCollection(name).LoadAsync(cancellationToken: ct));
        try
        {
            _client.GetCollection(name).WaitForCollectionLoadAsync(timeout: Options.LoadDeadline).GetAwaiter().GetResult();
        }
        catch (TimeoutException)
        {
            throw MilvusErrors.NotLoaded(Options, name);
        }
        catch (RpcException e)
        {
            throw MilvusErrors.Of(Options, e);
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _channel.Dispose();
    }
}

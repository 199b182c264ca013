using Google.Rpc;
using Grpc.Core;
using IdClip.Archive;
using IdClip.Archive.Adapters;
using IdClip.Models.Adapters;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Clients;

/// <summary>The adapters of the Encoding service as photos are encoded with them. Calls are made again while the service is away.</summary>
/// <param name="encoding">The service.</param>
public sealed class RemoteAdapters(Contract.Encoding.EncodingClient encoding) : IAdapterPhotoEncoders
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken ct = default)
    {
        try
        {
            return [.. (await ListAsync(encoding, ct)).Where(adapter => adapter.Problem.Length == 0).Select(adapter => adapter.Name)];
        }
        catch (RpcException error) when (!ct.IsCancellationRequested)
        {
            throw new ArchiveException(Explain(error), error);
        }
    }

    /// <inheritdoc/>
    public async Task<ArchiveAdapter> FindAsync(string name, string identity = "", CancellationToken ct = default)
    {
        var found = await DescribeAsync(new() { Name = name, Identity = identity }, ct);
        return new(name, found.Identity, found.ChangesImages);
    }

    /// <inheritdoc/>
    public async Task<IAdapterPhotoEncoder> OpenAsync(ArchiveAdapter adapter, CancellationToken ct = default)
    {
        await DescribeAsync(Reference(adapter), ct);
        return new RemoteAdapterPhotoEncoder(encoding, adapter);
    }

    /// <summary>The adapters of a service's store, by name.</summary>
    /// <exception cref="RpcException">The service cannot be reached.</exception>
    public static async Task<IReadOnlyList<ListedAdapter>> ListAsync(Contract.Encoding.EncodingClient encoding, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        var response = await encoding.ListAdaptersAsync(new(), cancellationToken: ct);
        return
        [
            .. response.Adapters.Select(adapter => new ListedAdapter(
                adapter.Name, adapter.Identity, adapter.Model, adapter.FaceModel, adapter.Prompt, adapter.Photos, adapter.People, adapter.CreatedAt?.ToDateTimeOffset(), adapter.Problem)),
        ];
    }

    /// <summary>The adapter of an archive, for a request.</summary>
    internal static Contract.AdapterReference Reference(ArchiveAdapter adapter) => new() { Identity = adapter.Identity, Name = adapter.Name };

    /// <summary>Why the service does not do something with an adapter, in a sentence for people.</summary>
    internal static string Explain(RpcException error) => error.StatusCode switch
    {
        StatusCode.NotFound when error.GetRpcStatus()?.GetDetail<BadRequest>() is { FieldViolations: [var field, ..] } => field.Description,
        StatusCode.NotFound or StatusCode.FailedPrecondition or StatusCode.InvalidArgument => error.Status.Detail,
        StatusCode.Unimplemented => "The Encoding service is of an older version, which has no adapters.",
        _ => $"The Encoding service does not answer ({error.StatusCode}).",
    };

    private async Task<Contract.DescribeAdapterResponse> DescribeAsync(Contract.AdapterReference adapter, CancellationToken ct)
    {
        try
        {
            return await PictureCalls.Again.ExecuteAsync(
                async stop => await encoding.DescribeAdapterAsync(new() { Adapter = adapter }, deadline: DateTime.UtcNow + Patience, cancellationToken: stop), ct);
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.NotFound)
        {
            throw new UnknownAdapterException(Explain(error));
        }
        catch (RpcException error) when (ct.IsCancellationRequested)
        {
            throw new OperationCanceledException(error.Message, error, ct);
        }
        catch (RpcException error)
        {
            throw new ArchiveException(Explain(error), error);
        }
    }
}

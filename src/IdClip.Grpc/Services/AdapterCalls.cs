using Google.Rpc;
using Grpc.Core;
using IdClip.Archive.Adapters;
using IdClip.Archive.Catalogue;
using IdClip.Grpc.Calls;
using IdClip.Messaging;
using IdClip.Redis.Progress;
using Microsoft.Extensions.Hosting;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Services;

/// <summary>The calls of proto/archive.proto about the adapter of searches.</summary>
internal sealed class AdapterCalls(
    Catalogue catalogue, IAdapterPhotoEncoders adapters, AdapterActivations activations, ProgressChannel channel, IHostApplicationLifetime lifetime)
{
    /// <summary>What activations are called between hosts.</summary>
    public const string Kind = "activation";

    private readonly AdapterAlias alias = new(catalogue);

    /// <summary>The adapters in use.</summary>
    public Task<ArchiveAdapters> UsedAsync(CancellationToken ct) => alias.ReadAsync(ct);

    /// <summary>Orders an activation.</summary>
    public async Task<Contract.AdapterActivation> ActivateAsync(string name, CancellationToken ct)
    {
        RequestText.Check("name", name, GrpcLimits.MaxNameLength);
        var adapter = await adapters.FindAsync(name, ct: ct);
        var run = await activations.OrderAsync(adapter, ct);
        return await FindAsync(activations, run, ct) ?? throw Unknown();
    }

    /// <summary>Tells what becomes of an activation until it has ended.</summary>
    public async Task WatchAsync(string id, IServerStreamWriter<Contract.AdapterActivation> stream, CancellationToken ct)
    {
        if (!Guid.TryParseExact(id, "N", out var run) || await activations.FindAsync(run, ct) is null)
            throw Unknown();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct, lifetime.ApplicationStopping);
        try
        {
            await foreach (var now in channel.WatchAsync(
                Kind, id, Contract.AdapterActivation.Parser.ParseFrom, async token => await FindAsync(activations, run, token) ?? throw Unknown(), activation => JobFields.HasEnded(activation.State), end.Token))
                await stream.WriteAsync(now, end.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw StatusDetails.Create(Code.Unavailable, "The server is stopping; watch the activation again when it is back.");
        }
    }

    /// <summary>An activation as clients are told of it; null where there is none.</summary>
    public static async Task<Contract.AdapterActivation?> FindAsync(AdapterActivations activations, Guid run, CancellationToken ct) =>
        await activations.FindAsync(run, ct) is { } status ? MapToActivation(status) : null;

    /// <summary>An adapter that an archive uses, or null.</summary>
    public static Contract.UsedAdapter? MapToUsed(ArchiveAdapter? adapter) => adapter is null
        ? null
        : new() { Name = adapter.Name, Identity = adapter.Identity, ChangesImages = adapter.ChangesImages };

    private static Contract.AdapterActivation MapToActivation(ActivationStatus status) => new()
    {
        Id = status.Run.ToString("N"),
        Name = status.Adapter,
        Identity = status.Identity,
        State = JobFields.Of(status.State),
        Encoded = status.Encoded,
        Missing = status.Missing,
        Failure = status.Failure ?? "",
    };

    private static RpcException Unknown() => StatusDetails.Fields(Code.NotFound, ("id", "There is no activation of this id."));
}

using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Grpc.Core;
using IdClip.Archive.Adapters;
using IdClip.Search;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Clients;

/// <summary>The adapters of the Encoding service as queries use them. Thread-safe.</summary>
/// <param name="encoding">The service.</param>
public sealed class RemoteJointEncoders(Contract.Encoding.EncodingClient encoding) : IJointEncoders
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // What an identity names never changes.
    private readonly ConcurrentDictionary<string, RemoteJointQueryEncoder> known = new();

    /// <inheritdoc/>
    public bool TryOpen(ArchiveAdapter adapter, [NotNullWhen(true)] out IJointQueryEncoder? encoder, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        (encoder, problem) = (known.GetValueOrDefault(adapter.Identity), null);
        if (encoder is not null)
            return true;
        try
        {
            var description = encoding.DescribeAdapter(new() { Adapter = RemoteAdapters.Reference(adapter) }, deadline: DateTime.UtcNow + Patience);
            encoder = known.GetOrAdd(adapter.Identity, new RemoteJointQueryEncoder(encoding, adapter, description));
            return true;
        }
        catch (RpcException error)
        {
            problem = RemoteAdapters.Explain(error);
            return false;
        }
    }
}

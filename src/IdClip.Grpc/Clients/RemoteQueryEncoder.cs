using IdClip.Archive;
using IdClip.Search;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Clients;

/// <summary>The text tower of the Encoding service.</summary>
/// <param name="encoding">The service.</param>
/// <param name="indexes">The vectors that texts are compared with.</param>
public sealed class RemoteQueryEncoder(Contract.Encoding.EncodingClient encoding, SearchIndexes indexes) : IQueryEncoder
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    /// <exception cref="ArchiveException">The service has another model than the archive's photos were encoded with.</exception>
    /// <exception cref="global::Grpc.Core.RpcException">The service cannot be reached.</exception>
    public float[] EncodeText(string text)
    {
        var response = encoding.EncodeText(new() { Texts = { text } }, deadline: DateTime.UtcNow + Patience);
        if (indexes.Models is { } models && models.Image != response.Model)
            throw new ArchiveException(
                $"The archive's photos were encoded with the model {models.Image[..12]}, but the Encoding service has {response.Model[..12]}. Start it with the archive's model (IdClip__Model).");
        return [.. response.Embeddings[0].Values];
    }
}

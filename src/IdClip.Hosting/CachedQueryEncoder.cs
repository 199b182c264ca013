using IdClip.Grpc.Clients;
using IdClip.Redis.Embeddings;
using IdClip.Search;

namespace IdClip.Hosting;

/// <summary>The text tower of the Encoding service, asked once for each text.</summary>
internal sealed class CachedQueryEncoder(RemoteQueryEncoder encoder, SearchIndexes indexes, EmbeddingCache cache) : IQueryEncoder
{
    // The service's answer is of the archive's model, or an error, which is not kept.
    public float[] EncodeText(string text) =>
        indexes.Models is { } models ? cache.GetOrEncode(models.Image, text, encoder.EncodeText) : encoder.EncodeText(text);
}

namespace IdClip.Redis.Embeddings;

/// <summary>How long and how many embeddings of queries are kept: the section <c>IdClip:Cache</c>, <c>IdClip__Cache__Expiry</c> and so on in the environment.</summary>
public sealed class EmbeddingCacheOptions
{
    /// <summary>How long Redis keeps an embedding.</summary>
    public TimeSpan Expiry { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long a host keeps it in its own memory.</summary>
    public TimeSpan LocalExpiry { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The most that a host keeps in its own memory, in MiB.</summary>
    public int LocalMebibytes { get; set; } = 32;
}

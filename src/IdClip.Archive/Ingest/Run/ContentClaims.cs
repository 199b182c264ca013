using System.Collections.Concurrent;

namespace IdClip.Archive.Ingest.Run;

/// <summary>Which contents are being encoded, so that two copies met at the same time are encoded once.</summary>
internal sealed class ContentClaims
{
    private readonly ConcurrentDictionary<string, bool> claimed = new();

    /// <summary>False if somebody else encodes it; otherwise the caller must, until its result is committed.</summary>
    public bool TryClaim(byte[] hash) => claimed.TryAdd(Convert.ToHexString(hash), true);

    public void Release(byte[] hash) => claimed.TryRemove(Convert.ToHexString(hash), out _);
}

namespace IdClip.Search.Index;

/// <summary>A remote index did not do what was asked of it.</summary>
public sealed class IndexServiceException : IOException
{
    /// <summary>Says which service failed, how, and what to do.</summary>
    /// <param name="address">Where the service is; holds no secret.</param>
    /// <param name="reason">What went wrong, as a clause: "it did not answer within 10 s".</param>
    /// <param name="remedy">What to do, as a sentence.</param>
    /// <param name="isUnreachable">Whether the service was away or too slow, so that the same call may succeed later.</param>
    /// <param name="inner">The cause, where there is one.</param>
    public IndexServiceException(string address, string reason, string remedy, bool isUnreachable, Exception? inner = null)
        : base($"The vector index at {address} failed: {reason}. {remedy}", inner) => (Address, IsUnreachable) = (address, isUnreachable);

    /// <summary>Where the service is.</summary>
    public string Address { get; }

    /// <summary>Whether the service was away or too slow, so that the same call may succeed later.</summary>
    public bool IsUnreachable { get; }
}

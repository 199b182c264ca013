namespace IdClip.Archive.Adapters;

/// <summary>How far a run over the photos without a vector is. Done photos are committed.</summary>
/// <param name="Total">Photos without a vector when the run began.</param>
/// <param name="Done">Photos that have one now or could not be encoded.</param>
/// <param name="Failed">Photos that could not be encoded.</param>
/// <param name="Elapsed">Since the run began.</param>
public sealed record AdapterProgress(int Total, int Done, int Failed, TimeSpan Elapsed)
{
    /// <summary>Photos a second so far.</summary>
    public double PhotosPerSecond => Elapsed > TimeSpan.Zero ? Done / Elapsed.TotalSeconds : 0;

    /// <summary>Estimated time to the end; null while nothing is done.</summary>
    public TimeSpan? Remaining => PhotosPerSecond > 0 ? TimeSpan.FromSeconds(Math.Max(0, Total - Done) / PhotosPerSecond) : null;
}

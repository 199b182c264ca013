namespace IdClip.Archive.Storage;

/// <summary>Which cluster a face is in; made anew whenever faces are clustered.</summary>
internal sealed class ClusteredFace
{
    public long FaceId { get; init; }

    public Face Face { get; init; } = null!;

    /// <summary>Number of the cluster; never used again for another.</summary>
    public long Cluster { get; set; }
}

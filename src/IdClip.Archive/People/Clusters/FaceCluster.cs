namespace IdClip.Archive.People.Clusters;

/// <summary>Faces that are taken for one person nobody has named.</summary>
/// <param name="Id">Above 0 for a cluster that was found, below 0 for a group that somebody made; never used again for other faces.</param>
/// <param name="FaceIds">At least one, the clearest first.</param>
public sealed record FaceCluster(long Id, IReadOnlyList<long> FaceIds);

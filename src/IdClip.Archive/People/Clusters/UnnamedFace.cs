namespace IdClip.Archive.People.Clusters;

/// <summary>A face that was neither named nor ignored.</summary>
/// <param name="Id">The face.</param>
/// <param name="PhotoId">The photo it is in.</param>
/// <param name="Group">The group that somebody put it into, or null.</param>
/// <param name="Embedding">Unit length, of the archive's face model.</param>
public sealed record UnnamedFace(long Id, long PhotoId, long? Group, float[] Embedding);

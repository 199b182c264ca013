namespace IdClip.Search.Index;

/// <summary>A found vector.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Owner">Its owner.</param>
/// <param name="Score">Inner product with the query in single precision.</param>
public readonly record struct VectorHit(long Id, long Owner, float Score);

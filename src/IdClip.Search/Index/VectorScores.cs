namespace IdClip.Search.Index;

/// <summary>Inner products of all live vectors with a few queries.</summary>
/// <param name="Ids">Id of each row.</param>
/// <param name="Owners">Owner of each row.</param>
/// <param name="Scores">Row-major, <c>Ids.Length x queries</c>.</param>
public sealed record VectorScores(long[] Ids, long[] Owners, float[] Scores);

namespace IdClip.Search.Index;

/// <summary>Inner products of all live vectors with a few queries.</summary>
/// <param name="Ids">Id of each row.</param>
/// <param name="Owners">Owner of each row.</param>
/// <param name="Scores">Row-major, <c>Ids.Length x queries</c>.</param>
public sealed record VectorScores(long[] Ids, long[] Owners, float[] Scores)
{
    /// <summary>The scores of two queries apart.</summary>
    internal (float[] First, float[] Second) Columns()
    {
        var (first, second) = (new float[Ids.Length], new float[Ids.Length]);
        for (var row = 0; row < Ids.Length; row++)
            (first[row], second[row]) = (Scores[2 * row], Scores[2 * row + 1]);
        return (first, second);
    }
}

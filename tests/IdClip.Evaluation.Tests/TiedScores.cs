namespace IdClip.Evaluation.Tests;

/// <summary>Scores of few levels, so that nearly all have equals. The same formula made the expected figures in Python.</summary>
internal static class TiedScores
{
    public static float[] Of(int queries, int items, int levels) =>
    [
        .. from query in Enumerable.Range(0, queries)
           from item in Enumerable.Range(0, items)
           select (float)((3 * query + 5 * item + query * item) % levels),
    ];
}

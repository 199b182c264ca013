using System.Numerics;
using System.Runtime.InteropServices;

namespace IdClip.Evaluation.Metrics;

/// <summary>The place of an item among scores, without sorting them.</summary>
internal static class ScoreRank
{
    /// <summary>The place in the order of falling scores, 1 for the top; of equal scores the lower number comes first.</summary>
    /// <param name="scores">One score an item, all numbers.</param>
    /// <param name="item">The item that is looked for.</param>
    public static int Of(ReadOnlySpan<float> scores, int item) =>
        1 + Count(scores[..item], scores[item], equalToo: true) + Count(scores[(item + 1)..], scores[item], equalToo: false);

    /// <summary>The place of the first of several items.</summary>
    /// <param name="scores">One score an item, all numbers.</param>
    /// <param name="items">The items that are looked for, at least one.</param>
    public static int OfFirst(ReadOnlySpan<float> scores, IReadOnlyList<int> items)
    {
        var first = items[0];
        foreach (var item in items)
            if (scores[item] > scores[first] || (scores[item] == scores[first] && item < first))
                first = item;
        return Of(scores, first);
    }

    private static int Count(ReadOnlySpan<float> scores, float score, bool equalToo)
    {
        var counts = Vector<int>.Zero;
        var wide = new Vector<float>(score);
        // A comparison that holds gives -1 in its lane.
        foreach (var several in MemoryMarshal.Cast<float, Vector<float>>(scores))
            counts -= equalToo ? Vector.GreaterThanOrEqual(several, wide) : Vector.GreaterThan(several, wide);
        var count = Vector.Sum(counts);
        foreach (var one in scores[(scores.Length - scores.Length % Vector<float>.Count)..])
            if (one > score || (equalToo && one == score))
                count++;
        return count;
    }
}

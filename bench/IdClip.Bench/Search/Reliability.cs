namespace IdClip.Bench.Search;

/// <summary>How far stated probabilities are from what happens, pairs weighted to a prior.</summary>
internal static class Reliability
{
    private const int Bins = 15;

    /// <summary>Expected calibration error over equal-width bins (Naeini et al. 2015).</summary>
    public static double Ece(IReadOnlyList<(double P, bool Same)> judged, double prior)
    {
        var weight = Weights(judged, prior);
        return judged.GroupBy(j => Math.Min(Bins - 1, (int)(j.P * Bins)))
            .Sum(bin => Math.Abs(bin.Sum(j => weight(j.Same) * (j.P - (j.Same ? 1 : 0)))));
    }

    public static double LogLoss(IReadOnlyList<(double P, bool Same)> judged, double prior)
    {
        var weight = Weights(judged, prior);
        return judged.Sum(j => -weight(j.Same) * Math.Log(Math.Clamp(j.Same ? j.P : 1 - j.P, 1e-12, 1)));
    }

    private static Func<bool, double> Weights(IReadOnlyList<(double P, bool Same)> judged, double prior)
    {
        var same = judged.Count(j => j.Same);
        return isSame => isSame ? prior / same : (1 - prior) / (judged.Count - same);
    }
}

using System.Numerics.Tensors;
using IdClip.Encoding;
using IdClip.Search.Calibration;

namespace IdClip.Bench.Search;

/// <summary>Similarities of captions to their own photo and to all others, as standard scores among all photos.</summary>
internal static class ContextCalibrationRun
{
    // Share of an archive's photos that answer a described scene; a caption fits more photos than its own, which only own pairs would hide.
    private const double Prior = 0.05;

    public static void Run(LocalEncoder encoder, string flickr)
    {
        var lines = File.ReadLines(Path.Join(flickr, "captions.csv")).Skip(1)
            .Select(l => (File: l[..l.IndexOf(',')], Caption: l[(l.IndexOf(',') + 1)..].Trim('"', ' '))).ToList();
        var names = Directory.GetFiles(Path.Join(flickr, "images")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal).ToList();
        var photos = RepositoryModels.Encode(encoder, [.. names.Select(n => Path.Join(flickr, "images", n))]);
        lines = [.. lines.Where(l => names.Contains(l.File))];
        var texts = lines.Chunk(32).AsParallel().AsOrdered().SelectMany(c => encoder.EncodeTexts([.. c.Select(l => l.Caption)])).ToList();

        var scores = texts.Select(t => photos.Select(p => TensorPrimitives.Dot<float>(t, p.Embedding)).ToArray()).ToArray();
        var own = lines.Select(l => names.IndexOf(l.File)).ToArray();
        var unrelated = scores.SelectMany((row, i) => row.Where((_, j) => j != own[i])).Select(s => (double)s).ToArray();
        var mean = unrelated.Average();
        Console.WriteLine($"context: {lines.Count} captions x {names.Count} photos of Flickr8k; unrelated pairs: mean {mean:0.0000}, "
            + $"deviation over all {Deviation(unrelated, mean):0.0000}, within a query {scores.Average(row => Deviation(row)):0.0000}; "
            + $"R@1 {Recall(1):0.000} R@5 {Recall(5):0.000} R@10 {Recall(10):0.000}");

        foreach (var (name, centre, spread) in new (string, Func<float[], double>, Func<float[], double>)[]
        {
            ("mean, deviation", row => row.Average(), row => Deviation(row)),
            ("median, MAD", row => Median(row), row => 1.4826 * Median([.. row.Select(s => (float)Math.Abs(s - Median(row)))])),
        })
        {
            var z = scores.AsParallel().AsOrdered().Select(row =>
            {
                var (c, s) = (centre(row), spread(row));
                return row.Select(x => (x - c) / s).ToArray();
            }).ToArray();
            var pairs = z.SelectMany((row, i) => row.Select((score, j) => (Z: score, Same: j == own[i], Half: j % 2))).ToList();
            var fit = Fit(pairs);
            var judged = Enumerable.Range(0, 2).SelectMany(h => Fit([.. pairs.Where(p => p.Half == h)]) is var half
                ? pairs.Where(p => p.Half != h).Select(p => (half.Probability(p.Z), p.Same)) : []).ToList();
            Console.WriteLine($"  {name,-16} own photo at z {pairs.Where(p => p.Same).Average(p => p.Z):0.00}  slope {fit.Slope:0.00} midpoint {-fit.Intercept / fit.Slope:0.00}  "
                + $"held-out halves: log loss {Reliability.LogLoss(judged, Prior):0.0000} ECE {Reliability.Ece(judged, Prior):0.0000}");
        }

        double Recall(int k) => scores.Select((row, i) => row.Count(s => s > row[own[i]]) < k ? 1.0 : 0).Average();
        LogisticCalibration Fit(List<(double Z, bool Same, int Half)> pairs) =>
            LogisticCalibration.Fit([.. pairs.Select(p => p.Z)], [.. pairs.Select(p => p.Same)], Prior);
    }

    private static double Deviation(float[] values) => Deviation([.. values.Select(v => (double)v)], values.Average());

    private static double Deviation(double[] values, double mean) => Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));

    private static double Median(float[] values)
    {
        var sorted = (float[])values.Clone();
        Array.Sort(sorted);
        return sorted[sorted.Length / 2];
    }
}

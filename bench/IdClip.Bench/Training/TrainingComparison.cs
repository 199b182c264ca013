using System.Diagnostics;
using IdClip.Training.Configuration;
using static TorchSharp.torch;

namespace IdClip.Bench.Training;

/// <summary>Takes the same steps in TorchSharp and in PyTorch, in turn, and compares losses and pairs a second.</summary>
internal static class TrainingComparison
{
    private const double Tolerance = 1e-4;

    /// <returns>Whether all losses agree.</returns>
    public static bool Run(string python, int rounds, int steps, int threads)
    {
        set_num_threads(threads);
        var configuration = ShippedConfigurations.Open("id-clip-vpt-5");
        var inputs = TrainingInputs.Load();
        var file = Path.GetTempFileName();
        try
        {
            using var own = new OwnStep(inputs, configuration);
            own.Write(file);
            var heads = inputs.Clip.Configuration.Text.Transformer.Heads;
            using var peer = new TrainingPeer(python, inputs.Clip.Weights, file, own.Batches, heads, configuration.Optimiser.LearningRate, threads);
            return Compare(own, peer, configuration.Batch.Size, rounds, steps);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static bool Compare(OwnStep own, TrainingPeer peer, int size, int rounds, int steps)
    {
        var prepared = OwnPeak();
        ForgetPeak();
        // The first round warms both up and is only compared.
        var worst = Worst(Take(own, own.Batches).Losses, peer.Take(own.Batches).Losses);
        List<(double Own, double Peer)> speeds = [];
        for (var round = 0; round < rounds; round++)
        {
            var (mine, theirs) = (round % 2 == 0)
                ? (Take(own, steps), peer.Take(steps))
                : Swap(peer.Take(steps), Take(own, steps));
            worst = Math.Max(worst, Worst(mine.Losses, theirs.Losses));
            speeds.Add((steps * size / mine.Seconds, steps * size / theirs.Seconds));
        }

        var memory = OwnPeak();
        Console.WriteLine($"{Median(speeds.Select(speed => speed.Own / speed.Peer)):0.00} x PyTorch's pairs a second (median of {rounds} rounds in turn; {speeds.Min(s => s.Own / s.Peer):0.00} to {speeds.Max(s => s.Own / s.Peer):0.00})");
        Console.WriteLine($"{"pairs/s",9} {"peak MB",8} {"threads",8}  system");
        Console.WriteLine($"{Median(speeds.Select(speed => speed.Own)),9:0.0} {memory / 1024,8} {get_num_threads(),8}  TorchSharp {typeof(Tensor).Assembly.GetName().Version?.ToString(3)}, libtorch with MKL and oneDNN linked in");
        Console.WriteLine($"{Median(speeds.Select(speed => speed.Peer)),9:0.0} {peer.End() / 1024,8} {peer.Build.Threads,8}  PyTorch {peer.Build.Version}, {string.Join(", ", peer.Build.Libraries)}");
        Console.WriteLine($"peak MB is of the steps, but with what TorchSharp kept of the work before them that only it did: {own.Photos} photos through the frozen stem, {prepared / 1024} MB");
        Console.WriteLine($"{size} pairs a step, id-clip-vpt-5 over idclip-mini, image tokens before the prompts given to both; losses of all {own.Batches + (rounds * steps)} steps agree to {worst:0.0e+0} relative ({(worst <= Tolerance ? "within" : "NOT within")} {Tolerance:0e+0})");
        Console.WriteLine($"PyTorch's build: {string.Join("; ", peer.Build.Build.Split('\n').Where(line => line.Contains("MKL", StringComparison.Ordinal) || line.Contains("CPU capability", StringComparison.Ordinal)).Where(line => !line.Contains("Build settings", StringComparison.Ordinal)).Select(line => line.Trim(' ', '-')))}; BLAS_INFO {Field(peer.Build.Build, "BLAS_INFO=")}");
        return worst <= Tolerance;
    }

    private static TrainingPeer.PeerSteps Take(OwnStep own, int steps)
    {
        var watch = Stopwatch.StartNew();
        double[] losses = [.. Enumerable.Range(0, steps).Select(_ => own.Take())];
        return new(watch.Elapsed.TotalSeconds, losses);
    }

    private static (T Own, T Peer) Swap<T>(T peer, T own) => (own, peer);

    private static double Worst(double[] own, double[] peer) => own.Zip(peer, (mine, theirs) => Math.Abs(mine - theirs) / theirs).Max();

    private static double Median(IEnumerable<double> values) => values.Order().ToArray() is var sorted ? (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2 : 0;

    private static string Field(string text, string name) => text[(text.IndexOf(name, StringComparison.Ordinal) + name.Length)..].Split(',')[0];

    // Linux sets VmHWM back to what is resident now.
    private static void ForgetPeak()
    {
        GC.Collect();
        if (File.Exists("/proc/self/clear_refs"))
            File.WriteAllText("/proc/self/clear_refs", "5");
    }

    private static long OwnPeak() => File.Exists("/proc/self/status")
        ? long.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture)
        : Process.GetCurrentProcess().PeakWorkingSet64 / 1024;
}

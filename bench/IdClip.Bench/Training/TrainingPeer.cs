using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace IdClip.Bench.Training;

/// <summary>PyTorch in a process of its own, which takes steps when it is told to.</summary>
internal sealed class TrainingPeer : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly Process process;

    public TrainingPeer(string python, string model, string inputs, int batches, int heads, double learningRate, int threads)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "peers", "training_peer.py");
        string[] arguments = [script, model, inputs, $"{batches}", $"{heads}", learningRate.ToString(CultureInfo.InvariantCulture), $"{threads}"];
        var start = new ProcessStartInfo(python, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        // They would hold BLAS back to an older processor's code.
        start.Environment.Remove("OPENBLAS_CORETYPE");
        start.Environment.Remove("OPENBLAS_L2_SIZE");
        // As on our side: it must not spin while the other one works, nor while others do.
        start.Environment["OMP_WAIT_POLICY"] = "PASSIVE";
        process = Process.Start(start)!;
        Build = Read<PeerBuild>();
    }

    public PeerBuild Build { get; }

    public PeerSteps Take(int steps)
    {
        process.StandardInput.WriteLine(steps);
        return Read<PeerSteps>();
    }

    /// <summary>Ends it and returns the most memory that it had, in kilobytes.</summary>
    public long End()
    {
        process.StandardInput.WriteLine();
        return Read<PeerMemory>().PeakKilobytes;
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private T Read<T>() => process.StandardOutput.ReadLine() is { } line
        ? JsonSerializer.Deserialize<T>(line, Json)!
        : throw new InvalidOperationException("The peer ended; its error is above. Debian's package is python3-torch.");

    internal sealed record PeerBuild(string Version, string Build, string[] Libraries, int Threads);

    internal sealed record PeerSteps(double Seconds, double[] Losses);

    private sealed record PeerMemory(long PeakKilobytes);
}

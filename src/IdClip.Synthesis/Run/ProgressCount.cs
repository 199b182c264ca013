using System.Diagnostics;

namespace IdClip.Synthesis.Run;

/// <summary>Counts what is done and tells of it, at most ten times a second. Thread-safe.</summary>
internal sealed class ProgressCount(IProgress<SynthesisProgress>? listener)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly Lock gate = new();
    private SynthesisStage stage;
    private int done, total, kept, dropped, fresh;
    private long began, told;

    public void Begin(SynthesisStage next, int count)
    {
        lock (gate)
        {
            (stage, total, done, fresh, began) = (next, count, 0, 0, Stopwatch.GetTimestamp());
            Tell();
        }
    }

    /// <summary>One more is done.</summary>
    /// <param name="isFresh">True if this process did it; the others do not count for the estimate.</param>
    /// <param name="isKept">Of a synthetic photo: true if it is kept, false if dropped.</param>
    public void Step(bool isFresh, bool? isKept = null)
    {
        lock (gate)
        {
            done++;
            fresh += isFresh ? 1 : 0;
            kept += isKept == true ? 1 : 0;
            dropped += isKept == false ? 1 : 0;
            if (done == total || Stopwatch.GetElapsedTime(told) > Pause)
                Tell();
        }
    }

    private void Tell()
    {
        told = Stopwatch.GetTimestamp();
        var elapsed = Stopwatch.GetElapsedTime(began);
        listener?.Report(new(stage, done, total, kept, dropped, fresh, elapsed, fresh > 0 ? elapsed * ((double)(total - done) / fresh) : null));
    }
}

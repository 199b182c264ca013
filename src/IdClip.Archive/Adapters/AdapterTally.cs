using System.Diagnostics;
using IdClip.Archive.Ingest;

namespace IdClip.Archive.Adapters;

/// <summary>The counts of a run.</summary>
internal sealed class AdapterTally(IProgress<AdapterProgress>? listener, int total)
{
    private const int MaxListed = 1000;

    private readonly Lock gate = new();
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly List<IngestFailure> failures = [];
    private int encoded, failed;

    public void Add(IReadOnlyList<AdapterPhotoResult> results)
    {
        lock (gate)
        {
            foreach (var result in results)
                if (result.Failure is not { } reason)
                    encoded++;
                else if (++failed <= MaxListed)
                    failures.Add(new(result.Path, reason));
            listener?.Report(new(Math.Max(total, encoded + failed), encoded + failed, failed, watch.Elapsed));
        }
    }

    public AdapterReport Report()
    {
        lock (gate)
            return new(encoded, failed, [.. failures.OrderBy(f => f.Path, StringComparer.Ordinal)], watch.Elapsed);
    }
}

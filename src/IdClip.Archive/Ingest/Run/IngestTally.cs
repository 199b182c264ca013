using System.Diagnostics;

namespace IdClip.Archive.Ingest.Run;

/// <summary>The counts of a run; the walk and the writer add to them and tell the listener.</summary>
internal sealed class IngestTally(IProgress<IngestProgress>? listener)
{
    private const int MaxListed = 10_000;

    private readonly Lock gate = new();
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly List<IngestFailure> failures = [], unreadable = [];
    private int found, unchanged, encoded, photos, copies, byOthers, failedFiles, failed;
    private bool walked;

    public void Walked(int files, int unchangedFiles) => Add(() => { found += files; unchanged += unchangedFiles; });

    public void WalkComplete() => Add(() => walked = true);

    public void DoneByOthers(int files)
    {
        if (files > 0)
            Add(() => byOthers += files);
    }

    public void Encoded(int files, int photosOfThem, int copiesOfKnown, IEnumerable<IngestFailure> failedOnes) => Add(() =>
    {
        encoded += files;
        photos += photosOfThem;
        copies += copiesOfKnown;
        foreach (var failure in failedOnes)
        {
            failedFiles++;
            List(failure);
        }
    });

    public void Unreadable(IEnumerable<IngestFailure> folders) => Add(() =>
    {
        foreach (var folder in folders)
        {
            List(folder);
            if (unreadable.Count < MaxListed)
                unreadable.Add(folder);
        }
    });

    public IngestReport Report(int removed, int notPhotos)
    {
        lock (gate)
            return new(found, unchanged, encoded, copies, removed, [.. failures.OrderBy(f => f.Path, StringComparer.Ordinal)], watch.Elapsed)
            {
                Photos = photos,
                DoneByOthers = byOthers,
                FailedCount = failed,
                Folders = [.. unreadable],
                NotPhotos = notPhotos,
            };
    }

    private void List(IngestFailure failure)
    {
        failed++;
        if (failures.Count < MaxListed)
            failures.Add(failure);
    }

    private void Add(Action change)
    {
        lock (gate)
        {
            change();
            var read = encoded + copies + failedFiles;
            listener?.Report(new(found, unchanged + byOthers + read, failedFiles, watch.Elapsed)
            {
                IsWalkComplete = walked,
                FilesPerSecond = read / watch.Elapsed.TotalSeconds,
            });
        }
    }
}

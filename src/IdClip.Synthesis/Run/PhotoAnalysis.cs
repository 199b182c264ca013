using System.Collections.Concurrent;
using System.Security.Cryptography;
using IdClip.Encoding;
using IdClip.Encoding.Faces;
using IdClip.Encoding.Pictures;
using IdClip.Synthesis.Files;
using IdClip.Synthesis.Gallery;

namespace IdClip.Synthesis.Run;

/// <summary>Looks at photos on all cores, once: a journal remembers what an interrupted run saw.</summary>
internal sealed class PhotoAnalysis : IDisposable
{
    private readonly FaceAnalyser analyser;
    private readonly AttributeModel? attributes;
    private readonly Journal<AnalysedPhoto> journal;
    private readonly ConcurrentDictionary<string, AnalysedPhoto> known;

    /// <param name="analyser">Finds faces.</param>
    /// <param name="attributes">Takes faces for men or women, children or adults; null to leave that open.</param>
    /// <param name="folder">Where the journal lies.</param>
    public PhotoAnalysis(FaceAnalyser analyser, AttributeModel? attributes, string folder)
    {
        this.analyser = analyser;
        this.attributes = attributes;
        // What another model saw is no use.
        journal = new(Path.Combine(folder, attributes is null ? "photos.jsonl" : $"photos-{attributes.Identity[..8]}.jsonl"), durable: false);
        known = new();
        foreach (var photo in journal.Entries)
            known[photo.Path] = photo;
        journal.ForgetEntries();
    }

    /// <summary>What is in each photo, in the order given; a photo that can't be read has a reason instead.</summary>
    public AnalysedPhoto[] Look(IReadOnlyList<string> paths, SynthesisStage stage, int workers, ProgressCount progress, CancellationToken cancellation)
    {
        var results = new AnalysedPhoto[paths.Count];
        progress.Begin(stage, paths.Count);
        Parallel.For(0, paths.Count, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation }, i =>
        {
            var fresh = false;
            results[i] = Known(paths[i]) ?? Look(paths[i], stage == SynthesisStage.Gallery ? attributes : null, out fresh);
            progress.Step(fresh);
        });
        return results;
    }

    public void Dispose() => journal.Dispose();

    private AnalysedPhoto? Known(string path)
    {
        var file = new FileInfo(path);
        return known.TryGetValue(path, out var photo) && file.Exists && file.Length == photo.Length && file.LastWriteTimeUtc.Ticks == photo.Modified ? photo : null;
    }

    private AnalysedPhoto Look(string path, AttributeModel? model, out bool fresh)
    {
        fresh = true;
        var file = new FileInfo(path);
        var (length, modified) = file.Exists ? (file.Length, file.LastWriteTimeUtc.Ticks) : (0, 0);
        AnalysedPhoto photo;
        try
        {
            var bytes = PhotoBytes.Read(path);
            var picture = analyser.Decode(bytes);
            IReadOnlyList<Face> faces = [.. analyser.Analyse(picture).Take(2)];
            var looks = faces.Count > 0 ? model?.Estimate(picture, faces[0]) : null;
            photo = new(path, length, modified, Convert.ToHexStringLower(SHA256.HashData(bytes)), faces, looks, null);
        }
        catch (PictureException problem)
        {
            photo = new(path, length, modified, "", [], null, problem.Message);
        }

        journal.Append(photo);
        known[path] = photo;
        return photo;
    }
}

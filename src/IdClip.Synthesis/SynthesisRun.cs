using System.Collections.Concurrent;
using System.Text.Json;
using IdClip.Encoding;
using IdClip.Synthesis.Contexts;
using IdClip.Synthesis.Files;
using IdClip.Synthesis.Gallery;
using IdClip.Synthesis.Provenance;
using IdClip.Synthesis.Report;
using IdClip.Synthesis.Run;
using IdClip.Synthesis.Swapping;

namespace IdClip.Synthesis;

/// <summary>Makes a set of synthetic photos (COCO-PFS, arXiv 2412.21009, section 3): each context with the faces of several identities, checked, with captions, provenance and splits. A run that was interrupted goes on where it was; the result has the same bytes as one that was not.</summary>
/// <param name="options">What is made, from what.</param>
/// <param name="chooser">Finds faces and measures likeness for all choices.</param>
/// <param name="judge">Measures likeness by another recogniser that decides nothing, or null.</param>
/// <param name="swapper">Puts faces in place.</param>
/// <param name="attributes">Estimates gender presentation and age group where the gallery's metadata states none, or null.</param>
public sealed class SynthesisRun(SynthesisOptions options, FaceAnalyser chooser, FaceAnalyser? judge, IFaceSwapper swapper, AttributeModel? attributes = null)
{
    private const string WorkFolder = ".work";
    private const string Notice = "Synthetic: made by IdClip by replacing a face. It shows no real event; do not present it as one.";

    private readonly string work = Path.Combine(options.Output, WorkFolder);
    private readonly string scratch = Path.Combine(options.Output, WorkFolder, "scratch");

    /// <summary>Runs on worker threads until the set is finished.</summary>
    /// <param name="progress">Told at most ten times a second.</param>
    /// <param name="cancellation">Stops; a later run goes on.</param>
    /// <returns>What <c>synthesis.json</c> of the output holds.</returns>
    /// <exception cref="SynthesisException">The options, the captions or the gallery can't be used, or the output belongs to something else.</exception>
    /// <exception cref="IOException">The output can't be written.</exception>
    public Task<SynthesisSummary> RunAsync(IProgress<SynthesisProgress>? progress = null, CancellationToken cancellation = default) =>
        Task.Run(() => Run(new ProgressCount(progress), cancellation), cancellation);

    private SynthesisSummary Run(ProgressCount progress, CancellationToken cancellation)
    {
        CheckOptions();
        var metadata = GalleryMetadata.Read(options.Gallery, options.Research);
        PrepareOutput();
        SynthesisSummary summary;
        using (HoldLock())
        {
            RejectionCount galleryRejections = new(), contextRejections = new();
            GalleryReader gallery = new(options, metadata, galleryRejections);
            ContextReader captioned = new(options, contextRejections);
            IReadOnlyList<GalleryIdentity> identities;
            IReadOnlyList<ContextPhoto> contexts;
            using (var analysis = new PhotoAnalysis(chooser, attributes, work))
            {
                identities = gallery.Read(paths => analysis.Look(paths, SynthesisStage.Gallery, options.Workers, progress, cancellation));
                contexts = captioned.Read(paths => analysis.Look(paths, SynthesisStage.Contexts, options.Workers, progress, cancellation));
            }

            var plan = SynthesisPlan.Of(options, metadata, identities, contexts, [chooser.FaceModel, judge?.FaceModel ?? "", swapper.Name, attributes?.Identity ?? ""]);
            contextRejections.Add(Rejection.NoFittingIdentity, plan.Unfit);
            if (Finished(plan) is { } earlier)
            {
                summary = earlier;
            }
            else
            {
                var results = Make(plan, progress, cancellation);
                var made = plan.Photos.Select(photo => (Plan: photo, Result: results[photo.File])).ToArray();
                summary = Summarise(metadata, plan, made, gallery, captioned, identities.Count, contexts.Count - plan.Unfit, galleryRejections, contextRejections);
                progress.Begin(SynthesisStage.Lists, 1);
                var lists = new SetLists(options, scratch, Notice);
                (PlannedPhoto Plan, ImageProvenance Made)[] kept = [.. made.Where(photo => photo.Result.Kept is not null).Select(photo => (photo.Plan, photo.Result.Kept!))];
                lists.Write(kept);
                SynthesisReport.Write(summary, [.. kept.Select(photo => photo.Made)], options, scratch, cancellation);
                // Last, since it tells that everything else is there.
                lists.Write(summary);
                progress.Step(isFresh: true);
            }
        }

        Directory.Delete(work, recursive: true);
        return summary;
    }

    private ConcurrentDictionary<string, FinishedPhoto> Make(SynthesisPlan plan, ProgressCount progress, CancellationToken cancellation)
    {
        using var journal = new Journal<FinishedPhoto>(Path.Combine(work, "results.jsonl"), durable: true);
        var results = Resume(plan, journal);
        var judged = judge is null ? null : new JudgedIdentities(judge, options.Gallery);
        progress.Begin(SynthesisStage.Photos, plan.Photos.Count());
        Parallel.ForEach(
            Partitioner.Create(plan.Contexts, EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = cancellation },
            photos =>
            {
                var swap = new ContextSwap(options, photos[0].Context, chooser, judged, swapper, scratch);
                foreach (var photo in photos)
                {
                    cancellation.ThrowIfCancellationRequested();
                    var isFresh = !results.TryGetValue(photo.File, out var result);
                    if (isFresh)
                    {
                        result = swap.Make(photo);
                        journal.Append(result);
                        results[photo.File] = result;
                    }

                    progress.Step(isFresh, result!.Kept is not null);
                }
            });
        return results;
    }

    private ConcurrentDictionary<string, FinishedPhoto> Resume(SynthesisPlan plan, Journal<FinishedPhoto> journal)
    {
        if (journal.Entries.Count == 0)
            journal.Append(new(plan.Fingerprint, null, []));
        else if (journal.Entries[0].File != plan.Fingerprint)
            throw new SynthesisException($"{options.Output} was begun with other options, photos or models. Give the same again, or another output folder.");
        ConcurrentDictionary<string, FinishedPhoto> results = [];
        foreach (var entry in journal.Entries.Skip(1))
            if (entry.Kept is null || File.Exists(Path.Combine(options.Output, entry.File)))
                results[entry.File] = entry;
        journal.ForgetEntries();
        return results;
    }

    private SynthesisSummary? Finished(SynthesisPlan plan)
    {
        var path = Path.Combine(options.Output, SynthesisSummary.FileName);
        if (!File.Exists(path))
            return null;
        SynthesisSummary? summary = null;
        try
        {
            summary = JsonSerializer.Deserialize<SynthesisSummary>(File.ReadAllBytes(path), Json.Line);
        }
        catch (JsonException)
        {
            // Told below: it is not what this run would have written.
        }

        return summary?.Fingerprint == plan.Fingerprint
            ? summary
            : throw new SynthesisException($"{options.Output} holds a set made with other options, photos or models; give another output folder.");
    }

    private SynthesisSummary Summarise(
        GalleryMetadata metadata,
        SynthesisPlan plan,
        (PlannedPhoto Plan, FinishedPhoto Result)[] made,
        GalleryReader gallery,
        ContextReader captioned,
        int identities,
        int contexts,
        RejectionCount galleryRejections,
        RejectionCount contextRejections)
    {
        RejectionCount dropped = new(), attempts = new();
        foreach (var (_, result) in made)
        {
            if (result.Kept is null)
                dropped.Add(result.Failures[^1]);
            foreach (var failure in result.Failures)
                attempts.Add(failure);
        }

        var kept = made.Select(photo => photo.Result.Kept).OfType<ImageProvenance>().ToArray();
        return new()
        {
            Fingerprint = plan.Fingerprint,
            Notice = Notice,
            Licence = metadata.Licence,
            Consent = metadata.Consent,
            Research = options.Research,
            Swapper = swapper.Name,
            Recogniser = chooser.FaceModel,
            Judge = judge?.FaceModel,
            AttributeModel = attributes?.Identity,
            Seed = options.Seed,
            PerContext = options.PerContext,
            ContextLimits = options.ContextLimits,
            GalleryLimits = options.GalleryLimits,
            Quality = options.Quality,
            CaptionedPhotos = captioned.Photos,
            Contexts = contexts,
            ContextRejections = contextRejections.Counts,
            GalleryPhotos = gallery.Photos,
            Identities = identities,
            GalleryRejections = galleryRejections.Counts,
            Planned = made.Length,
            Kept = kept.Length,
            Dropped = dropped.Counts,
            FailedAttempts = attempts.Counts,
            Splits = new SortedDictionary<Split, int>(Enum.GetValues<Split>().ToDictionary(split => split, split => kept.Count(photo => photo.Split == split))),
        };
    }

    private void CheckOptions()
    {
        foreach (var (name, value) in new[] { (nameof(options.PerContext), options.PerContext), (nameof(options.Workers), options.Workers), (nameof(options.Attempts), options.Attempts), ("GalleryLimits.Enrolment", options.GalleryLimits.Enrolment), ("GalleryLimits.MinSources", options.GalleryLimits.MinSources) })
            if (value < 1)
                throw new SynthesisException($"{name} is {value}; it must be 1 or more.");
    }

    private void PrepareOutput()
    {
        if (Directory.Exists(options.Output)
            && !Directory.Exists(work)
            && !File.Exists(Path.Combine(options.Output, SynthesisSummary.FileName))
            && Directory.EnumerateFileSystemEntries(options.Output).Any())
            throw new SynthesisException($"{options.Output} holds something else; give a new or empty folder.");
        // Scratch files are of a run that died: what they were for is done again.
        if (Directory.Exists(scratch))
            Directory.Delete(scratch, recursive: true);
        Directory.CreateDirectory(scratch);
        Directory.CreateDirectory(Path.Combine(options.Output, "images"));
    }

    private FileStream HoldLock()
    {
        try
        {
            return new(Path.Combine(work, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new SynthesisException($"Another run is writing {options.Output}: {error.Message}", error);
        }
    }
}

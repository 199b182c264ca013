using IdClip.Encoding;
using IdClip.Encoding.Faces;
using IdClip.Jobs;
using IdClip.Models.Store;
using IdClip.Synthesis.Gallery;
using IdClip.Synthesis.Swapping;

namespace IdClip.Synthesis.Jobs;

/// <summary>Makes sets with the models of this machine and those that a user brings.</summary>
public static class LocalSynthesis
{
    private const string JobFolder = "synthesis";

    /// <summary>The queue of sets that an archive's server makes; it is in the archive's folder.</summary>
    /// <exception cref="JobException">Another process serves the archive, or a file of the queue is damaged.</exception>
    public static SynthesisJobs OpenJobs(string archive) =>
        new(Path.Combine(archive, JobFolder), (order, progress, ct) => RunAsync(order.Options, order.Models, progress, ct));

    /// <summary>Opens the models, runs and closes them.</summary>
    /// <exception cref="ModelException">A model is not on this machine or not what it should be.</exception>
    /// <exception cref="SynthesisException">A set can't be made from what was given.</exception>
    public static async Task<SynthesisSummary> RunAsync(
        SynthesisOptions options, SynthesisModels models, IProgress<SynthesisProgress> progress, CancellationToken ct)
    {
        var store = ModelStore.Default();
        using var chooser = FaceAnalyser.Create(store.FilePath("yunet"), store.FilePath("sface"));
        using var judge = models.Judge is { } facenet
            ? FaceAnalyser.Create(store.FilePath("yunet"), facenet, new() { Limits = FaceAnalyser.DefaultLimits, Recogniser = RecogniserKind.FaceNet512 })
            : null;
        using var attributes = models.Attributes is { } genderAge ? new AttributeModel(genderAge) : null;
        var swapper = SwapperOf(models);
        try
        {
            // The run looks at files before it first waits; a terminal or a server has other things to do meanwhile.
            return await Task.Run(() => new SynthesisRun(options, chooser, judge, swapper, attributes).RunAsync(progress, ct), ct);
        }
        finally
        {
            (swapper as IDisposable)?.Dispose();
        }
    }

    private static IFaceSwapper SwapperOf(SynthesisModels models) => models is { Swapper: { } swapper, SwapperEmbedder: { } embedder }
        ? new InSwapper(swapper, embedder)
        : new WarpSwapper();
}

namespace IdClip.Synthesis.Jobs;

/// <summary>Makes one set from beginning to end; what an earlier, interrupted call left is not made again.</summary>
public delegate Task<SynthesisSummary> SynthesisWork(
    SynthesisOptions options, SynthesisModels models, IProgress<SynthesisProgress> progress, CancellationToken ct);

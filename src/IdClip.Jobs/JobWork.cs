namespace IdClip.Jobs;

/// <summary>Carries out one order from beginning to end; what an earlier, interrupted call left is not made again.</summary>
/// <typeparam name="TOrder">What is made from what.</typeparam>
/// <typeparam name="TProgress">How far it is.</typeparam>
/// <typeparam name="TOutcome">What it made.</typeparam>
public delegate Task<TOutcome> JobWork<in TOrder, out TProgress, TOutcome>(TOrder order, IProgress<TProgress> progress, CancellationToken ct);

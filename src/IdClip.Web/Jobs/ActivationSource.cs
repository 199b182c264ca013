using System.Collections.Concurrent;
using IdClip.Jobs;
using IdClip.Messaging;

namespace IdClip.Web.Jobs;

/// <summary>Adapters on their way into the archive's searches: photos are encoded again for them.</summary>
/// <param name="activations">The archive's activations.</param>
internal sealed class ActivationSource(AdapterActivations activations) : IJobSource
{
    // A pace from less would jump.
    private static readonly TimeSpan LeastElapsed = TimeSpan.FromSeconds(2);

    // Where each was when it was first seen at work.
    private readonly ConcurrentDictionary<Guid, (DateTime At, int Encoded)> _seen = [];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ShownJob>> ListAsync(int most, CancellationToken ct) => [.. (await activations.ListAsync(most, ct)).Select(Show)];

    /// <inheritdoc/>
    public Task StartAgainAsync(string id, CancellationToken ct) => activations.RetryAsync(Guid.ParseExact(id, "N"), ct);

    /// <inheritdoc/>
    public Task CancelAsync(string id, CancellationToken ct) => activations.CancelAsync(Guid.ParseExact(id, "N"), ct);

    private ShownJob Show(ActivationStatus status) => new(status.Run.ToString("N"), status.State, "Use an adapter", status.Adapter, new(status.ChangedAt))
    {
        EndedAt = status.HasEnded ? new(status.ChangedAt) : null,
        Stage = status.HasEnded ? "" : "encoding photos for it; the one before answers meanwhile",
        Done = status.HasEnded ? 0 : status.Encoded,
        Total = status.HasEnded ? 0 : status.Encoded + status.Missing,
        Remaining = Remaining(status),
        Failure = status.Failure,
        Again = status.State == JobState.Failed ? "Try again" : null,
    };

    private TimeSpan? Remaining(ActivationStatus status)
    {
        if (status.HasEnded)
        {
            _seen.TryRemove(status.Run, out _);
            return null;
        }
        var (at, encoded) = _seen.GetOrAdd(status.Run, _ => (DateTime.UtcNow, status.Encoded));
        var elapsed = DateTime.UtcNow - at;
        return elapsed > LeastElapsed && status.Encoded > encoded ? elapsed * ((double)status.Missing / (status.Encoded - encoded)) : null;
    }
}

using IdClip.Messages.Adapters;

namespace IdClip.Messaging;

/// <summary>The seam to the models: gives an archive an adapter.</summary>
public interface IAdapterActivation
{
    /// <summary>Encodes photos that have no vector of the adapter and flips the alias; what is done stays done when it is cancelled, and doing it again does nothing.</summary>
    /// <param name="order">What is asked for.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>False where meanwhile another adapter, or none, was asked for.</returns>
    Task<bool> ActivateAsync(ReindexRequested order, CancellationToken ct);
}

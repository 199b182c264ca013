namespace IdClip.Messaging;

/// <summary>The seam to the models: gives an archive an adapter.</summary>
public interface IAdapterActivation
{
    /// <summary>Encodes photos that have no vector of the adapter and flips the alias; what is done stays done when it is cancelled, and doing it again does nothing.</summary>
    /// <param name="adapter">Name in the adapter store.</param>
    /// <param name="ct">Cancels.</param>
    Task ActivateAsync(string adapter, CancellationToken ct);
}

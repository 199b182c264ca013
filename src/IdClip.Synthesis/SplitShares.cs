namespace IdClip.Synthesis;

/// <summary>Shares of the splits; the test split has what remains. Each name is placed by its own hash, so that adding photos moves nothing.</summary>
public sealed record SplitShares
{
    /// <summary>Share of training, 0..1.</summary>
    public double Train { get; init; } = .7;

    /// <summary>Share of validation, 0..1.</summary>
    public double Validation { get; init; } = .1;
}

namespace IdClip.Search;

/// <summary>How a search over an index service finds the photos that it ranks.</summary>
public sealed record CandidateOptions
{
    /// <summary>Vectors that each kind of evidence proposes: each person's faces, the words, each text of an adapter. 1 to 16,384, and never fewer than the answers wanted.</summary>
    public int PerEvidence { get; init; } = 4096;

    /// <summary>Photos by whose similarities the mean and the spread of a query's similarities in the archive are estimated; 100 to 100,000. A smaller archive counts whole.</summary>
    public int Sample { get; init; } = 4096;

    /// <summary>Refuses what cannot work.</summary>
    /// <exception cref="ArgumentException">The message names the option and its range.</exception>
    public CandidateOptions Checked()
    {
        if (PerEvidence is < 1 or > 16_384)
            throw new ArgumentException($"Candidates PerEvidence is {PerEvidence}; it must be 1 to 16,384.");
        if (Sample is < 100 or > 100_000)
            throw new ArgumentException($"Candidates Sample is {Sample}; it must be 100 to 100,000.");
        return this;
    }
}

using IdClip.Archive.Catalogue;
using IdClip.Search.Examples;

namespace IdClip.Search;

/// <summary>What a search is asked for beside its query.</summary>
public sealed record SearchOptions
{
    /// <summary>Answers wanted, 1 to <see cref="Searcher.MaxTop"/>.</summary>
    public int Top { get; init; } = 10;

    /// <summary>Which photos may answer. Probabilities are those of a search without it: the context is read against the whole archive.</summary>
    public PhotoFilter Filter { get; init; } = new();

    /// <summary>Whether near-copies answer one by one; else the best of them stands for the others.</summary>
    public bool EveryCopy { get; init; }

    /// <summary>Leaves the active adapter out, to see what it changes.</summary>
    public bool WithoutAdapter { get; init; }

    /// <summary>An adapter to ask in place of the active one; null for that one.</summary>
    public AdapterTrial? Trial { get; init; }

    /// <summary>A photo whose scene or people are looked for beside the query, which may be empty then.</summary>
    public SearchExample? Example { get; init; }
}

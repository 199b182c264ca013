namespace IdClip.Training.Configuration;

/// <summary>What the negatives of a batch are.</summary>
public enum NegativeKind
{
    /// <summary>Whatever comes next in a shuffled order, as in the authors' code.</summary>
    Random,

    /// <summary>The same context with other people among them: the words alone no longer tell the photos apart.</summary>
    SameContext,
}

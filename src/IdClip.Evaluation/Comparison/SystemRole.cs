namespace IdClip.Evaluation.Comparison;

/// <summary>What a system is in a comparison.</summary>
public enum SystemRole
{
    /// <summary>One of the paper's, beside the one that is compared to.</summary>
    Other,

    /// <summary>The faithful Id-CLIP; of several such systems the one with the greatest R@1 is what ours are compared to.</summary>
    Reference,

    /// <summary>Ours.</summary>
    Ours,
}

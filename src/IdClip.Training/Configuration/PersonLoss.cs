namespace IdClip.Training.Configuration;

/// <summary>The loss over texts that name only a person.</summary>
public enum PersonLoss
{
    /// <summary>Cross-entropy against a softmax of equal people.</summary>
    CrossEntropy,

    /// <summary>Binary cross-entropy of every pair.</summary>
    Binary,
}

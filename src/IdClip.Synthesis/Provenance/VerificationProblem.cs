namespace IdClip.Synthesis.Provenance;

/// <summary>What can be wrong with a file.</summary>
public enum VerificationProblem
{
    /// <summary>It is listed and not there.</summary>
    Missing,

    /// <summary>Its bytes are not those that were written.</summary>
    Changed,

    /// <summary>It is there and no list has it.</summary>
    Extra,

    /// <summary>Its mark as a synthetic photo is gone or says something else.</summary>
    Unmarked,

    /// <summary>It can't be read.</summary>
    Unreadable,

    /// <summary>Two lists of the folder contradict each other.</summary>
    Contradiction,
}

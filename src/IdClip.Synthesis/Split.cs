namespace IdClip.Synthesis;

/// <summary>Which part of the set a photo is in. Its identity and its context are both of this part only.</summary>
public enum Split
{
    /// <summary>For training.</summary>
    Train,

    /// <summary>For choosing settings.</summary>
    Validation,

    /// <summary>For the final figures: entities and contexts that training never saw (the paper's new entities).</summary>
    Test,
}

namespace IdClip.Synthesis;

/// <summary>What a run is doing.</summary>
public enum SynthesisStage
{
    /// <summary>Looking for the faces of gallery photos.</summary>
    Gallery,

    /// <summary>Looking for the faces of captioned photos.</summary>
    Contexts,

    /// <summary>Swapping and checking.</summary>
    Photos,

    /// <summary>Writing the lists.</summary>
    Lists,
}

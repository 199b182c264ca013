namespace IdClip.Training.Configuration;

/// <summary>How the scale of cosines is chosen.</summary>
public enum TemperatureKind
{
    /// <summary>1 / 0.07 throughout, as in the authors' code.</summary>
    Fixed,

    /// <summary>Starts at 1 / 0.07 and is learned, at most 100, as in CLIP.</summary>
    Learned,
}

namespace IdClip.Training.Runs;

/// <summary>What a run is doing.</summary>
public enum TrainingPhase
{
    /// <summary>Photos are read and run through what is frozen.</summary>
    Photos,

    /// <summary>Steps are taken.</summary>
    Steps,
}

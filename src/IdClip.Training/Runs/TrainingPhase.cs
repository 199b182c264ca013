namespace IdClip.Training.Runs;

/// <summary>What a run is doing.</summary>
public enum TrainingPhase
{
    /// <summary>Faces of enrolment photos are found and embedded; reported by the program that puts the sets together, never by the trainer.</summary>
    Faces,

    /// <summary>Photos are read and run through what is frozen.</summary>
    Photos,

    /// <summary>Steps are taken.</summary>
    Steps,
}

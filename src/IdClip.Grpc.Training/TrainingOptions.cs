namespace IdClip.Grpc.Training;

/// <summary>What clients may have trained.</summary>
public sealed class TrainingOptions
{
    /// <summary>Folders below which clients may name files; none means that no adapters are trained.</summary>
    public IReadOnlyList<string> Roots { get; set; } = [];
}

namespace IdClip.Archive.Storage;

/// <summary>One photo that a person was enrolled from.</summary>
internal sealed class Enrolment
{
    public long Id { get; init; }

    public long PersonId { get; init; }

    public Person Person { get; init; } = null!;

    public required string SourcePath { get; init; }

    public required byte[] Sha256 { get; init; }

    /// <summary>Little-endian float32.</summary>
    public required byte[] Embedding { get; set; }

    public float Sharpness { get; init; }
}

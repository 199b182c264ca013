namespace IdClip.Archive.Storage;

/// <summary>A photo in the image space of an adapter.</summary>
internal sealed class AdapterVector
{
    public long PhotoId { get; init; }

    public Photo Photo { get; init; } = null!;

    /// <summary>Identity of the adapter.</summary>
    public required string Adapter { get; init; }

    /// <summary>Little-endian float32.</summary>
    public required byte[] Embedding { get; init; }

    /// <summary>Whether the adapter's index has it.</summary>
    public bool IsIndexed { get; init; }
}

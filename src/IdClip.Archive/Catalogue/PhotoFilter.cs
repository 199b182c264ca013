namespace IdClip.Archive.Catalogue;

/// <summary>Which photos are looked at: those that meet every condition that is set.</summary>
public sealed record PhotoFilter
{
    /// <summary>Taken on this day of the camera's clock or later; a photo without a date meets no condition on dates.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Taken on this day or earlier.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Id of a folder of the archive (<see cref="PhotoSelection.FoldersAsync"/>): a file of the photo lies in it or below.</summary>
    public long? Folder { get; init; }

    /// <summary>Only photos of this kind.</summary>
    public PhotoKind? Kind { get; init; }

    /// <summary>No condition is set.</summary>
    public bool IsEmpty => this is { From: null, To: null, Folder: null, Kind: null };
}

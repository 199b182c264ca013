namespace IdClip.Search.Index;

/// <summary>Which vectors a search looks at: those that meet every condition that is set.</summary>
/// <remarks>A person is a set of faces (<see cref="Ids"/> of a face index) or of photos (<see cref="Owners"/>). Data and no delegate, so that a remote index can apply it where the vectors are.</remarks>
public sealed record VectorFilter
{
    /// <summary>Only these ids; null for any, empty for none.</summary>
    public IReadOnlyCollection<long>? Ids { get; init; }

    /// <summary>Only vectors of these owners; null for any, empty for none.</summary>
    public IReadOnlyCollection<long>? Owners { get; init; }

    /// <summary>Only vectors of this date or later. One without a date meets no condition on dates.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Only vectors of this date or earlier.</summary>
    public DateOnly? Until { get; init; }
}

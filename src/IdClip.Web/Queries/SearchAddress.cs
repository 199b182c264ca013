using IdClip.Archive.Catalogue;

namespace IdClip.Web.Queries;

/// <summary>All that a link asks for.</summary>
public sealed record SearchAddress
{
    /// <summary>In the query language; may be empty.</summary>
    public string Query { get; init; } = "";

    /// <summary>Which photos may answer.</summary>
    public PhotoFilter Filter { get; init; } = new();

    /// <summary>Near-copies answer one by one.</summary>
    public bool EveryCopy { get; init; }

    /// <summary>A photo of the archive to search by.</summary>
    public long? Like { get; init; }

    /// <summary>A photo given to this page to search by; a word that other pages do not know.</summary>
    public string? Example { get; init; }

    /// <summary>Name of an album that keeps what was seen in a photo to search by.</summary>
    public string? Album { get; init; }

    /// <summary>What of the example is looked for.</summary>
    public LikenessOf By { get; init; }

    /// <summary>Searched by a photo.</summary>
    public bool HasExample => Like is not null || Example is not null || Album is not null;

    /// <summary>Nothing is looked for.</summary>
    public bool IsEmpty => Query.Length == 0 && !HasExample;
}

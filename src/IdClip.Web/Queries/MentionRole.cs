namespace IdClip.Web.Queries;

/// <summary>What a query asks of a person it names.</summary>
public enum MentionRole
{
    /// <summary>The person must be in the photo.</summary>
    Wanted,

    /// <summary>The person must not be in the photo.</summary>
    Excluded,

    /// <summary>The person or one named beside must be in the photo.</summary>
    Either,

    /// <summary>The person must be in the photo and nobody else who is enrolled.</summary>
    Only,
}

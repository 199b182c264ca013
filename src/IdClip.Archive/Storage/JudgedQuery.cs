namespace IdClip.Archive.Storage;

/// <summary>A query whose right answers a person has marked.</summary>
internal sealed class JudgedQuery
{
    public long Id { get; init; }

    /// <summary>In the query language, names as they are in the archive.</summary>
    public required string Text { get; set; }

    /// <summary>UTC ticks.</summary>
    public long At { get; init; }

    public List<RightAnswer> Answers { get; init; } = [];
}

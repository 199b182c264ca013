using IdClip.Archive.Storage;

namespace IdClip.Archive.Judgements;

/// <summary>A query that was taken away; <see cref="JudgedQueries.RestoreAsync"/> brings it back.</summary>
public sealed class RemovedQuery
{
    internal RemovedQuery(JudgedQuery query) => Query = query;

    /// <summary>The query.</summary>
    public string Text => Query.Text;

    internal JudgedQuery Query { get; }
}

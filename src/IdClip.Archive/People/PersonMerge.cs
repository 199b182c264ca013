using IdClip.Archive.Judgements;
using IdClip.Archive.Storage;

namespace IdClip.Archive.People;

/// <summary>Two people who were made one; <see cref="Gallery.UndoMergeAsync"/> takes it back.</summary>
public sealed class PersonMerge
{
    internal PersonMerge(Person from, Person into, IReadOnlyList<long> enrolments, IReadOnlyList<long> labels, IReadOnlyList<FaceLabel> dropped, KeptQueries queries) =>
        (FromName, FromKey, IntoId, Name, Enrolments, Labels, Dropped, Queries) = (from.Name, from.NameKey, into.Id, into.Name, enrolments, labels, dropped, queries);

    /// <summary>The name that is gone.</summary>
    public string FromName { get; }

    /// <summary>The name that both have now.</summary>
    public string Name { get; }

    /// <summary>The person that both are now.</summary>
    public long IntoId { get; }

    internal string FromKey { get; }

    internal IReadOnlyList<long> Enrolments { get; }

    internal IReadOnlyList<long> Labels { get; }

    /// <summary>What was said about the one person and would contradict or repeat what was said about the other.</summary>
    internal IReadOnlyList<FaceLabel> Dropped { get; }

    /// <summary>Queries that named the one who is gone, as they were.</summary>
    internal KeptQueries Queries { get; }
}

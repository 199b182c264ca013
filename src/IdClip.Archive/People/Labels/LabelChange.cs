using IdClip.Archive.Storage;

namespace IdClip.Archive.People.Labels;

/// <summary>What one call of <see cref="FaceLabels"/> changed; <see cref="FaceLabels.UndoAsync"/> takes it back.</summary>
public sealed class LabelChange
{
    internal LabelChange(int faces, string? name, long? personId, long? madePerson, IReadOnlyList<long> added, IReadOnlyList<TakenLabel> taken) =>
        (Faces, Name, PersonId, MadePerson, Added, Taken) = (faces, name, personId, madePerson, added, taken);

    /// <summary>Faces that the call was about and that are still there.</summary>
    public int Faces { get; }

    /// <summary>The person's name as it stands in the archive; null where nobody was named.</summary>
    public string? Name { get; }

    /// <summary>The person's id; null where nobody was named.</summary>
    public long? PersonId { get; }

    /// <summary>Whether the call made the person.</summary>
    public bool IsNewPerson => MadePerson is not null;

    internal long? MadePerson { get; }

    internal IReadOnlyList<long> Added { get; }

    internal IReadOnlyList<TakenLabel> Taken { get; }

    /// <summary>A label that was taken away.</summary>
    internal sealed record TakenLabel(long Id, long MarkId, FaceLabelKind Kind, long? PersonId, long? Group, long At);
}

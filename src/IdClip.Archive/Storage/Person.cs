namespace IdClip.Archive.Storage;

/// <summary>An enrolled person.</summary>
internal sealed class Person
{
    public long Id { get; init; }

    public required string Name { get; set; }

    /// <summary>The name as names are compared; see <see cref="People.PersonName"/>.</summary>
    public required string NameKey { get; set; }

    public List<Enrolment> Enrolments { get; init; } = [];
}

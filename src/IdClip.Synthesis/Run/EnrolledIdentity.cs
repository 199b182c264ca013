namespace IdClip.Synthesis.Run;

/// <summary>An entry of <c>people.json</c>.</summary>
/// <param name="Name">The identity's name.</param>
/// <param name="Enrolment">Copies of gallery photos that were never swapped in, relative to the list.</param>
/// <param name="Sha256">Their hashes, in the same order.</param>
/// <param name="Split">The identity's part of the set.</param>
internal sealed record EnrolledIdentity(string Name, IReadOnlyList<string> Enrolment, IReadOnlyList<string> Sha256, Split Split)
{
    /// <summary>The list's name in the output.</summary>
    public const string FileName = "people.json";
}

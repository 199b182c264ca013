namespace IdClip.Archive.People;

/// <summary>Who was enrolled from what.</summary>
/// <param name="Name">The name as it stands in the archive.</param>
/// <param name="Added">Photos added by this call.</param>
/// <param name="Total">Photos the person now has, 2 to 5.</param>
/// <param name="WasEnrolled">Whether the person was enrolled before.</param>
/// <param name="LeftOut">Photos that were not taken, with reasons.</param>
/// <param name="Notes">One sentence each on what the asker should know, for example that the face resembles somebody else's.</param>
public sealed record EnrolmentReport(
    string Name, int Added, int Total, bool WasEnrolled, IReadOnlyList<EnrolmentProblem> LeftOut, IReadOnlyList<string> Notes);

namespace IdClip.Archive.People;

/// <summary>What is wrong with one photo to enrol from.</summary>
/// <param name="Photo">The path as given.</param>
/// <param name="Reason">What is wrong and what to do, in a sentence or two.</param>
public sealed record EnrolmentProblem(string Photo, string Reason);

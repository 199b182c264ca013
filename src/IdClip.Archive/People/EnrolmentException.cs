namespace IdClip.Archive.People;

/// <summary>Nobody was enrolled; the name or photos are at fault.</summary>
/// <param name="message">The whole story, photos included, a line each.</param>
/// <param name="problems">The photos at fault; empty where the name is.</param>
public sealed class EnrolmentException(string message, IReadOnlyList<EnrolmentProblem>? problems = null) : ArchiveException(message)
{
    /// <summary>The photos at fault.</summary>
    public IReadOnlyList<EnrolmentProblem> Problems { get; } = problems ?? [];
}

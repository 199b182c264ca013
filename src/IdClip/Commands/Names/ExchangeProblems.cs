using IdClip.Terminal;
using IdClip.Xmp.Exchange;

namespace IdClip.Commands.Names;

/// <summary>What of an exchange of names was not done.</summary>
internal static class ExchangeProblems
{
    public static void Tell(IReadOnlyCollection<FaceConflict> conflicts, IReadOnlyCollection<FileProblem> problems)
    {
        foreach (var conflict in conflicts)
            Screen.Note($"conflict in {conflict.Photo}: '{conflict.InFile}' in the file; the face {conflict.InArchive} in the archive. Neither was changed.");
        foreach (var problem in problems)
            Screen.Note($"left out {problem.File}: {problem.Reason}");
    }
}

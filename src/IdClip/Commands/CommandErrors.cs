using IdClip.Archive;
using IdClip.Archive.People;
using IdClip.Evaluation.Protocol;
using IdClip.Jobs;
using IdClip.Models.Store;
using IdClip.Search.Query;
using IdClip.Synthesis;
using IdClip.Terminal;
using IdClip.Training;

namespace IdClip.Commands;

/// <summary>Turns what went wrong into a line on standard error and an exit code.</summary>
internal static class CommandErrors
{
    private const string DebugVariable = "IDCLIP_DEBUG";

    /// <summary>Tells the error and returns the exit code.</summary>
    public static int Tell(Exception error)
    {
        if (Environment.GetEnvironmentVariable(DebugVariable) is { Length: > 0 })
            Screen.Note(error.ToString());
        if (error is OperationCanceledException)
        {
            Screen.Note("idclip: stopped");
            return ExitCode.Cancelled;
        }
        Screen.Note($"idclip: {(IsForPeople(error) ? error.Message : $"{error.Message} ({error.GetType().Name}; {DebugVariable}=1 shows where)")}");
        return error is InputException or QueryException or EnrolmentException or UnknownPersonException or ManifestException or SynthesisException or TrainingException ? ExitCode.BadInput : ExitCode.Failed;
    }

    private static bool IsForPeople(Exception error) => error
        is InputException or QueryException or ManifestException or ArchiveException or ModelException or SynthesisException or TrainingException
        or JobException or IOException or UnauthorizedAccessException;
}

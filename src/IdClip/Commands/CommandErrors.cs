using Grpc.Core;
using IdClip.Archive;
using IdClip.Archive.Albums;
using IdClip.Archive.Judgements;
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
        if (error is RpcException failure)
            return Tell(failure);
        if (FullDisk.IsCauseOf(error))
        {
            Screen.Note($"idclip: {FullDisk.Advice}");
            return ExitCode.Failed;
        }
        Screen.Note($"idclip: {(IsForPeople(error) ? error.Message : $"{error.Message} ({error.GetType().Name}; {DebugVariable}=1 shows where)")}");
        return error is InputException or QueryException or EnrolmentException or UnknownPersonException or AlbumException or UnknownQueryException or ManifestException or SynthesisException or TrainingException ? ExitCode.BadInput : ExitCode.Failed;
    }

    // What a server says is written for people; what the connection says is not.
    private static int Tell(RpcException failure)
    {
        Screen.Note("idclip: " + failure.StatusCode switch
        {
            StatusCode.Unauthenticated => "The server asks for a key, and has none like the one that was sent, if any. Set IDCLIP_KEY; 'idclip keys add NAME' on the server's machine makes one.",
            StatusCode.Unavailable => $"The server can't be reached: {failure.Status.Detail}",
            _ => failure.Status.Detail,
        });
        return failure.StatusCode is StatusCode.InvalidArgument or StatusCode.NotFound ? ExitCode.BadInput : failure.StatusCode == StatusCode.Cancelled ? ExitCode.Cancelled : ExitCode.Failed;
    }

    private static bool IsForPeople(Exception error) => error
        is InputException or QueryException or ManifestException or ArchiveException or ModelException or SynthesisException or TrainingException
        or JobException or IOException or UnauthorizedAccessException;
}

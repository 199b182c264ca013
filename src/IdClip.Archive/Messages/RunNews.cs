namespace IdClip.Archive.Messages;

/// <summary>Tells within this process which runs this process has changed; what others change is in the catalogue. Thread-safe.</summary>
public sealed class RunNews
{
    /// <summary>The state machine and the run, after the change is committed. Must return at once.</summary>
    public event Action<string, Guid>? Changed;

    /// <summary>Tells of a change.</summary>
    public void Tell(string machine, Guid run) => Changed?.Invoke(machine, run);
}

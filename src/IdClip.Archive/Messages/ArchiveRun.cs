namespace IdClip.Archive.Messages;

/// <summary>A run of a state machine.</summary>
/// <param name="Machine">The state machine.</param>
/// <param name="Run">The run.</param>
/// <param name="State">Name of the state that it is in.</param>
/// <param name="Body">What the machine remembers, as JSON.</param>
/// <param name="ChangedAt">When it changed last, UTC.</param>
public sealed record ArchiveRun(string Machine, Guid Run, string State, string Body, DateTime ChangedAt);

namespace IdClip.Archive.Messages;

/// <summary>A message that a receiver gave up on.</summary>
/// <param name="MessageId">Its identity.</param>
/// <param name="Queue">The receiver's queue.</param>
/// <param name="Type">Name of its type; null where it could not be read.</param>
/// <param name="Body">The message as JSON; what came, where it could not be read.</param>
/// <param name="At">When it was given up, UTC.</param>
/// <param name="Reason">Why the last attempt failed.</param>
/// <param name="Attempts">How often it was tried in vain.</param>
public sealed record MessageFailure(Guid MessageId, string Queue, string? Type, string Body, DateTime At, string Reason, int Attempts);

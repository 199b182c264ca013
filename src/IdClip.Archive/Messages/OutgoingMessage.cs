using IdClip.Messages;

namespace IdClip.Archive.Messages;

/// <summary>A message that is to be sent.</summary>
/// <param name="Id">Its place in the outbox, ascending.</param>
/// <param name="Message">The message; null where this program can't read it, which a newer one wrote.</param>
/// <param name="Type">Name of its type.</param>
/// <param name="Queue">The one queue that it is for; null for all that want it.</param>
public sealed record OutgoingMessage(long Id, IArchiveMessage? Message, string Type, string? Queue);

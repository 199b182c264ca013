using System.Text.Json.Serialization;

namespace IdClip.Messages.Adapters;

/// <summary>The archive's photos are to be encoded for an adapter, and searches are to use it then.</summary>
/// <param name="Run">The training job, or the order of somebody who asked for the adapter.</param>
/// <param name="Adapter">Its name in the adapter store.</param>
/// <param name="Identity">Lower-case hex sha256 of its weights.</param>
/// <param name="Part">Counts from 1: a re-index takes hours, a message is held for minutes only.</param>
public sealed record ReindexRequested(Guid Run, string Adapter, string Identity, int Part = 1) : IArchiveMessage
{
    /// <inheritdoc/>
    public Guid MessageId => MessageIdentity.Of("reindex-requested", Run, Identity, Part);

    /// <summary>Identity of the wish, the same for all parts: it counts once, so that a part that comes late doesn't undo what was asked for since.</summary>
    [JsonIgnore]
    public Guid Wish => MessageIdentity.Of("adapter-wanted", Run, Identity);
}

namespace IdClip.Messaging;

/// <summary>What a host does with messages. Every host sends; several hosts may share a part.</summary>
[Flags]
public enum MessagingParts
{
    /// <summary>Sends only.</summary>
    None = 0,

    /// <summary>Keeps the state machines of runs.</summary>
    Runs = 1,

    /// <summary>Encodes photos for adapters and flips the alias; needs <c>AdapterIndexing</c> and <c>IAdapterPhotoEncoders</c>.</summary>
    Reindexing = 2,

    /// <summary>Indexes photos; needs <c>IPhotoEncoder</c> and <c>SearchIndexes</c>. Every host with this part joins every index job.</summary>
    Indexing = 4,
}

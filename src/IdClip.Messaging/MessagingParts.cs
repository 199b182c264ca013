namespace IdClip.Messaging;

/// <summary>What a host does with messages. Every host sends; several hosts may share a part.</summary>
[Flags]
public enum MessagingParts
{
    /// <summary>Sends only.</summary>
    None = 0,

    /// <summary>Keeps the state machines of runs.</summary>
    Runs = 1,

    /// <summary>Walks folders; needs <c>IPhotoEncoder</c>.</summary>
    Walking = 2,

    /// <summary>Encodes found photos; needs <c>IPhotoEncoder</c>.</summary>
    Encoding = 4,

    /// <summary>Writes the indexes; needs <c>SearchIndexes</c>. One host of an index folder.</summary>
    Indexing = 8,

    /// <summary>Encodes photos for adapters and flips the alias; needs <see cref="IAdapterActivation"/>.</summary>
    Reindexing = 16,
}

namespace IdClip.Search.Index;

/// <summary>Vector indexes by name in one place, and aliases that each lead to one of them: an index is filled under a new name, then the alias is flipped to it.</summary>
/// <remarks>
/// The seam between a folder of exact indexes and a Milvus database. Names and aliases share one space: a letter or underscore, then letters,
/// digits and underscores, 128 at most. What a store asks of a service ends by a deadline, and fails with an <see cref="IndexServiceException"/>.
/// </remarks>
public interface IVectorIndexStore : IDisposable
{
    /// <summary>Where bytes of removed vectors may still be after <see cref="IVectorIndex.Compact"/>, in a sentence for people; null where nowhere.</summary>
    string? BeyondRemoval { get; }

    /// <summary>Opens an index, or makes it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="dimension">Numbers a vector, 1 to 8192.</param>
    /// <exception cref="ArgumentException">The name is no name, or is an alias.</exception>
    /// <exception cref="IOException">It holds vectors of another dimension, or cannot be used for another reason; the message says which.</exception>
    IVectorIndex Open(string name, int dimension);

    /// <summary>The index that an alias leads to; what is called on it after a flip is answered by the other index.</summary>
    /// <param name="aliasName">The alias.</param>
    /// <param name="dimension">Numbers a vector.</param>
    /// <returns>Null where the alias leads nowhere yet.</returns>
    /// <exception cref="IOException">It holds vectors of another dimension, or cannot be used for another reason; the message says which.</exception>
    IVectorIndex? Find(string aliasName, int dimension);

    /// <summary>Lets an alias lead to an index, at once for all readers; made if there is none. Durable when it returns.</summary>
    /// <param name="aliasName">The alias.</param>
    /// <param name="name">An index of this store.</param>
    /// <exception cref="ArgumentException">There is no such index, or the alias is an index's name.</exception>
    void Flip(string aliasName, string name);

    /// <summary>Removes an index with all its vectors; nothing happens where there is none.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">An alias leads to it.</exception>
    void Drop(string name);
}

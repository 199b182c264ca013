namespace IdClip.Search;

/// <summary>Where an archive's indexes are: the seam between files of the archive's folder and a service.</summary>
internal interface IIndexPlace : IDisposable
{
    /// <summary>Whether they are a service's, which may be away, may have been emptied, and has readers in several processes.</summary>
    bool IsService { get; }

    /// <summary>Where bytes of removed vectors may still be, in a sentence for people; null where nowhere.</summary>
    string? BeyondRemoval { get; }

    /// <summary>The place of an index.</summary>
    /// <param name="kind">What its vectors are of.</param>
    /// <param name="model">Identity of their model.</param>
    IIndexSlot Slot(string kind, string model);

    /// <summary>Deletes the indexes of a kind that are of none of these models: vectors of faces are not left lying about once they serve no search.</summary>
    Task DeleteOthersAsync(string kind, IEnumerable<string> models, CancellationToken ct);
}

namespace IdClip.Archive.Judgements;

/// <summary>There is no judged query of an id.</summary>
/// <param name="id">The id.</param>
public sealed class UnknownQueryException(long id) : ArchiveException($"There is no query {id}; it was removed, or never written down.");

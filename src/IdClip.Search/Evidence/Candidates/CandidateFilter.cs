using IdClip.Search.Index;

namespace IdClip.Search.Evidence.Candidates;

/// <summary>A search's filter as far as the service of vectors can apply it; what it lets through besides is sorted out in the ranking.</summary>
internal static class CandidateFilter
{
    /// <summary>So few photos are all ranked.</summary>
    public const int FewPhotos = 8192;

    // The ids of more make messages of megabytes.
    private const int ManyPhotos = 100_000;

    /// <summary>For indexes of photos and faces, which know days.</summary>
    public static VectorFilter? Dated(EvidenceQuestion asked) => asked switch
    {
        { Selected: null } => null,
        { Filter: { Folder: null, Kind: null } } => new() { From = asked.Filter.From, Until = asked.Filter.To },
        _ => ByIds(asked),
    };

    /// <summary>For indexes without days.</summary>
    public static VectorFilter? ByIds(EvidenceQuestion asked) =>
        asked.Selected is { Count: <= ManyPhotos } some ? new() { Owners = [.. some] } : null;
}

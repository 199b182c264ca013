namespace IdClip.Search.Evidence;

/// <summary>Where the similarities come from that a search ranks by: of all photos where the vectors are in this process, of candidates where they are a service's.</summary>
internal interface IEvidenceSource
{
    /// <summary>Gathers the evidence.</summary>
    /// <returns>Null where the archive has no photo that can be searched.</returns>
    /// <exception cref="Index.IndexServiceException">The service of the vectors is away.</exception>
    ValueTask<PhotoScores?> GatherAsync(EvidenceQuestion asked, CancellationToken ct);
}

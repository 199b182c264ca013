namespace IdClip.Archive.Judgements;

/// <summary>Texts of queries that are kept, by their ids.</summary>
/// <param name="Judged">Of judged queries.</param>
/// <param name="OfAlbums">Of albums.</param>
internal sealed record KeptQueries(IReadOnlyList<(long Id, string Text)> Judged, IReadOnlyList<(long Id, string Text)> OfAlbums);

namespace IdClip.Archive.Judgements;

/// <summary>A query and the photos that a person called right.</summary>
/// <param name="Id">Its id; ids are not used again.</param>
/// <param name="Text">In the query language.</param>
/// <param name="At">When it was written down, UTC.</param>
/// <param name="Right">Ids of the right photos that are in the archive.</param>
/// <param name="Missing">Right photos that are not in the archive at present; they count again when they are back.</param>
public sealed record QueryJudgement(long Id, string Text, DateTime At, IReadOnlyList<long> Right, int Missing);

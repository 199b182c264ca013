namespace IdClip.Archive.Judgements;

/// <summary>Where the right answers were when the judged queries were asked, by kind of evidence.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Model">Name of the CLIP model.</param>
/// <param name="FaceModel">Name of the face recogniser.</param>
/// <param name="Photos">Photos that were searched.</param>
/// <param name="Rows">One for each kind of evidence.</param>
public sealed record RecallMeasurement(DateTime At, string Model, string FaceModel, int Photos, IReadOnlyList<MeasuredEvidence> Rows);

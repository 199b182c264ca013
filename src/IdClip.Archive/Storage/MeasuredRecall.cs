namespace IdClip.Archive.Storage;

/// <summary>Where the right answers were when the judged queries were asked.</summary>
internal sealed class MeasuredRecall
{
    public long Id { get; init; }

    /// <summary>UTC ticks.</summary>
    public long At { get; init; }

    /// <summary>JSON of a <see cref="Judgements.RecallMeasurement"/>: ids, numbers and names of models.</summary>
    public required string Body { get; init; }
}

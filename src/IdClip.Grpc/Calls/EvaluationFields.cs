using Google.Protobuf.WellKnownTypes;
using IdClip.Archive.Judgements;
using IdClip.Evaluation.Metrics;
using IdClip.Search.Judgements;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Calls;

/// <summary>Judged queries and measurements in requests and responses.</summary>
internal static class EvaluationFields
{
    /// <summary>A query as a response has it.</summary>
    public static Contract.JudgedQuery MapToQuery(QueryJudgement query) => new()
    {
        Id = query.Id,
        Text = query.Text,
        AddedAt = Timestamp.FromDateTime(query.At),
        Right = { query.Right },
        Missing = query.Missing,
    };

    /// <summary>The query that a response has.</summary>
    public static QueryJudgement ToQuery(Contract.JudgedQuery query) => new(query.Id, query.Text, query.AddedAt.ToDateTime(), [.. query.Right], query.Missing);

    /// <summary>How far a measurement is, for a client.</summary>
    public static Contract.MeasureProgress MapToProgress(MeasuringProgress at) => new()
    {
        Adapter = at.Adapter ?? "",
        Encoding = at.Encoding,
        Done = at.Done,
        Total = at.Total,
        Remaining = JobFields.For(at.Remaining),
    };

    /// <summary>How far a measurement of a server is.</summary>
    public static MeasuringProgress ToProgress(Contract.MeasureProgress at) => new(Named(at.Adapter), at.Encoding, at.Done, at.Total, at.Remaining?.ToTimeSpan());

    /// <summary>A measurement as a response has it.</summary>
    public static Contract.Measurement MapToMeasurement(RecallMeasurement measured) => new()
    {
        At = Timestamp.FromDateTime(measured.At),
        Model = measured.Model,
        FaceModel = measured.FaceModel,
        Photos = measured.Photos,
        Rows = { measured.Rows.Select(MapToRow) },
    };

    /// <summary>The measurement that a response has.</summary>
    public static RecallMeasurement ToMeasurement(Contract.Measurement measured) => new(
        measured.At.ToDateTime(), measured.Model, measured.FaceModel, measured.Photos,
        [.. measured.Rows.Select(row => new MeasuredEvidence(row.Evidence, Named(row.Adapter), row.Ranks.ToDictionary()) { Photos = row.Photos > 0 ? row.Photos : null })]);

    private static Contract.MeasuredEvidence MapToRow(MeasuredEvidence row)
    {
        var mapped = new Contract.MeasuredEvidence
        {
            Evidence = row.Evidence,
            Adapter = row.Adapter ?? "",
            Photos = row.Photos ?? 0,
            Recall = { QueryRecall.Ks.Zip(QueryRecall.Of(row.Ranks.Values), MapToFigure) },
        };
        mapped.Ranks.Add(row.Ranks.ToDictionary());
        return mapped;
    }

    private static Contract.RecallFigure MapToFigure(int k, Interval recall) => new() { K = k, Recall = recall.Value, Low = recall.Low, High = recall.High };

    private static string? Named(string adapter) => adapter.Length > 0 ? adapter : null;
}

using Grpc.Core;
using IdClip.Archive.Catalogue;
using IdClip.Archive.Judgements;
using IdClip.Grpc.Calls;
using IdClip.Search.Judgements;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Clients;

/// <summary>Judged queries of a server.</summary>
/// <param name="client">The service.</param>
public sealed class RemoteJudgements(Contract.Evaluation.EvaluationClient client) : IJudgements
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<QueryJudgement>> ListAsync(CancellationToken ct = default) =>
        [.. (await client.ListQueriesAsync(new(), cancellationToken: ct)).Queries.Select(EvaluationFields.ToQuery)];

    /// <inheritdoc/>
    public async Task<QueryJudgement> AddAsync(string query, CancellationToken ct = default)
    {
        try
        {
            return EvaluationFields.ToQuery(await client.AddQueryAsync(new() { Text = query }, cancellationToken: ct));
        }
        catch (RpcException error) when (RemoteSearcher.ProblemOf(error) is { } problem)
        {
            throw problem;
        }
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(long query, CancellationToken ct = default) => await client.RemoveQueryAsync(new() { Query = query }, cancellationToken: ct);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(PhotoDetails Photo, bool IsRight)>> PhotosAsync(long query, int depth, CancellationToken ct = default) =>
        [.. (await client.ListPhotosToJudgeAsync(new() { Query = query, Depth = depth }, cancellationToken: ct)).Photos.Select(photo => (RemoteSearcher.ToPhoto(photo.Photo), photo.Right))];

    /// <inheritdoc/>
    public async Task<QueryJudgement> JudgeAsync(long query, IReadOnlyCollection<long> right, IReadOnlyCollection<long> wrong, CancellationToken ct = default) =>
        EvaluationFields.ToQuery(await client.JudgePhotosAsync(new() { Query = query, Right = { right }, Wrong = { wrong } }, cancellationToken: ct));

    /// <inheritdoc/>
    public async Task<MeasuringReport> MeasureAsync(IProgress<MeasuringProgress>? progress = null, CancellationToken ct = default)
    {
        using var call = client.Measure(new(), cancellationToken: ct);
        Contract.MeasureResult? result = null;
        await foreach (var update in call.ResponseStream.ReadAllAsync(ct))
            if (update.WhatCase == Contract.MeasureUpdate.WhatOneofCase.Progress)
                progress?.Report(EvaluationFields.ToProgress(update.Progress));
            else
                result = update.Result;
        return result is { Measurement: { } measured }
            ? new(EvaluationFields.ToMeasurement(measured), [.. result.LeftOut])
            : throw new RpcException(new(StatusCode.Internal, "The server ended the measurement without figures."));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RecallMeasurement>> MeasuredAsync(CancellationToken ct = default) =>
        [.. (await client.ListMeasurementsAsync(new(), cancellationToken: ct)).Measurements.Select(EvaluationFields.ToMeasurement)];

    /// <inheritdoc/>
    public async Task ExportAsync(Stream zip, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(zip);
        using var call = client.ExportQueries(new(), cancellationToken: ct);
        await foreach (var part in call.ResponseStream.ReadAllAsync(ct))
            await zip.WriteAsync(part.Zip.Memory, ct);
    }
}

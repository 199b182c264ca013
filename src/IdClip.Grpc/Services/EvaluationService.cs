using System.Threading.Channels;
using Google.Rpc;
using Grpc.Core;
using IdClip.Archive.Adapters;
using IdClip.Archive.Catalogue;
using IdClip.Archive.Judgements;
using IdClip.Archive.People;
using IdClip.Grpc.Calls;
using IdClip.Search;
using IdClip.Search.Judgements;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Services;

/// <summary>proto/evaluation.proto over the archive of this process.</summary>
[DefaultDeadline(30)]
internal sealed class EvaluationService(Searcher searcher, Gallery gallery, Catalogue catalogue, IAdapterPhotoEncoders adapters, SearchedModels models)
    : Contract.Evaluation.EvaluationBase
{
    private const int ADay = 24 * 60 * 60;
    private const int AnHour = 60 * 60;
    private const int UsualDepth = 16;
    private const int MaxDepth = 256;

    private readonly LocalJudgements _judgements = new(searcher, gallery, catalogue, adapters, models);

    /// <inheritdoc/>
    public override async Task<Contract.ListQueriesResponse> ListQueries(Contract.ListQueriesRequest request, ServerCallContext context) =>
        new() { Queries = { (await _judgements.ListAsync(context.CancellationToken)).Select(EvaluationFields.MapToQuery) } };

    /// <inheritdoc/>
    public override async Task<Contract.JudgedQuery> AddQuery(Contract.AddQueryRequest request, ServerCallContext context)
    {
        RequestText.Check("text", request.Text, GrpcLimits.MaxQueryLength);
        return EvaluationFields.MapToQuery(await Task.Run(() => _judgements.AddAsync(request.Text, context.CancellationToken), context.CancellationToken));
    }

    /// <inheritdoc/>
    public override async Task<Contract.RemoveQueryResponse> RemoveQuery(Contract.RemoveQueryRequest request, ServerCallContext context)
    {
        await _judgements.RemoveAsync(request.Query, context.CancellationToken);
        return new();
    }

    /// <inheritdoc/>
    public override async Task<Contract.ListPhotosToJudgeResponse> ListPhotosToJudge(Contract.ListPhotosToJudgeRequest request, ServerCallContext context)
    {
        var depth = RequestCount.Of("depth", request.Depth, UsualDepth, MaxDepth);
        // Scoring works through the whole archive on its thread.
        var photos = await Task.Run(() => _judgements.PhotosAsync(request.Query, depth, context.CancellationToken), context.CancellationToken);
        return new() { Photos = { photos.Select(photo => new Contract.PhotoToJudge { Photo = SearchService.MapToPhoto(photo.Photo), Right = photo.IsRight }) } };
    }

    /// <inheritdoc/>
    public override async Task<Contract.JudgedQuery> JudgePhotos(Contract.JudgePhotosRequest request, ServerCallContext context)
    {
        var ct = context.CancellationToken;
        if (request.Right.Count + request.Wrong.Count == 0)
            throw StatusDetails.Invalid("right", "Neither right nor wrong has a photo; send the ids of photos to mark or to take marks back of.");
        foreach (var (field, ids) in new[] { ("right", request.Right), ("wrong", request.Wrong) })
        {
            if (ids.Count > JudgedQueries.MostAnswers)
                throw StatusDetails.Invalid(field, $"It has {ids.Count} photos; at most {JudgedQueries.MostAnswers} are read.");
            var known = (await catalogue.DescribeAsync(ids, ct)).Select(photo => photo.Id).ToHashSet();
            if (ids.ToList().FindIndex(id => !known.Contains(id)) is >= 0 and var at)
                throw StatusDetails.Fields(Code.NotFound, ($"{field}[{at}]", $"There is no photo {ids[at]} in the archive; ListPhotosToJudge has those to judge."));
        }
        if (request.Wrong.FirstOrDefault(request.Right.Contains) is > 0 and var both)
            throw StatusDetails.Invalid("wrong", $"The photo {both} is in right too.");
        return EvaluationFields.MapToQuery(await _judgements.JudgeAsync(request.Query, request.Right, request.Wrong, ct));
    }

    /// <inheritdoc/>
    [DefaultDeadline(ADay)]
    public override async Task Measure(Contract.MeasureRequest request, IServerStreamWriter<Contract.MeasureUpdate> responseStream, ServerCallContext context)
    {
        var ct = context.CancellationToken;
        // A client that reads slowly hears the newest.
        var heard = Channel.CreateBounded<MeasuringProgress>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        var measuring = Task.Run(async () =>
        {
            try
            {
                return await _judgements.MeasureAsync(new Listener(heard.Writer), ct);
            }
            finally
            {
                heard.Writer.Complete();
            }
        }, ct);
        await foreach (var at in heard.Reader.ReadAllAsync(CancellationToken.None))
            if (!ct.IsCancellationRequested)
                await responseStream.WriteAsync(new() { Progress = EvaluationFields.MapToProgress(at) }, CancellationToken.None);
        var (measured, leftOut) = await measuring;
        await responseStream.WriteAsync(new() { Result = new() { Measurement = EvaluationFields.MapToMeasurement(measured), LeftOut = { leftOut } } }, ct);
    }

    /// <inheritdoc/>
    public override async Task<Contract.ListMeasurementsResponse> ListMeasurements(Contract.ListMeasurementsRequest request, ServerCallContext context) =>
        new() { Measurements = { (await _judgements.MeasuredAsync(context.CancellationToken)).Select(EvaluationFields.MapToMeasurement) } };

    /// <inheritdoc/>
    [DefaultDeadline(AnHour)]
    public override Task ExportQueries(Contract.ExportQueriesRequest request, IServerStreamWriter<Contract.ExportedQueries> responseStream, ServerCallContext context) =>
        ZipStream.SendAsync(_judgements.ExportAsync, bytes => new Contract.ExportedQueries { Zip = bytes }, responseStream, context.CancellationToken);

    private sealed class Listener(ChannelWriter<MeasuringProgress> writer) : IProgress<MeasuringProgress>
    {
        public void Report(MeasuringProgress value) => writer.TryWrite(value);
    }
}

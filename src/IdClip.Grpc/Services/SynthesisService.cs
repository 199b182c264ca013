using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using IdClip.Grpc.Calls;
using IdClip.Synthesis;
using IdClip.Synthesis.Jobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Code = Google.Rpc.Code;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Services;

/// <summary>proto/synthesis.proto over the queue of this process.</summary>
/// <param name="options">The folders that clients may name.</param>
/// <param name="lifetime">Ends watching when the server stops.</param>
/// <param name="jobs">The queue; null where the server makes no sets.</param>
[DefaultDeadline(30)]
internal sealed class SynthesisService(IOptions<GrpcOptions> options, IHostApplicationLifetime lifetime, SynthesisJobs? jobs = null)
    : Contract.Synthesis.SynthesisBase
{
    private const int ADay = 24 * 60 * 60;
    private const int UsualJobs = 100;

    private SynthesisJobs Jobs => jobs ?? throw StatusDetails.Precondition(
        "SYNTHESIS_ROOTS", "This server makes no sets. Start it with idclip serve --synth-root DIR, which names a folder that clients may use.");

    /// <inheritdoc/>
    public override Task<Contract.SynthesisJob> Start(Contract.StartSynthesisRequest request, ServerCallContext context)
    {
        var queue = Jobs;
        switch (request.WhatCase)
        {
            case Contract.StartSynthesisRequest.WhatOneofCase.Set:
                var (set, models) = new SynthesisRoots(options.Value.SynthesisRoots).Check(request.Set);
                return Task.FromResult(MapToJob(queue.Start(set, models)));
            case Contract.StartSynthesisRequest.WhatOneofCase.Job:
                return Task.FromResult(MapToJob(queue.StartAgain(request.Job) ?? throw Unknown()));
            default:
                throw StatusDetails.Invalid("set", "It is absent; send a set to make, or the id of a job that ended.");
        }
    }

    /// <inheritdoc/>
    [DefaultDeadline(ADay)]
    public override async Task Watch(
        Contract.WatchSynthesisRequest request, IServerStreamWriter<Contract.SynthesisJob> responseStream, ServerCallContext context)
    {
        var queue = Jobs;
        if (queue.Find(request.Job) is null)
            throw Unknown();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        try
        {
            await foreach (var job in queue.WatchAsync(request.Job, end.Token))
                await responseStream.WriteAsync(MapToJob(job), end.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw StatusDetails.Create(Code.Unavailable, "The server is stopping; watch the job again when it is back.");
        }
    }

    /// <inheritdoc/>
    public override Task<Contract.SynthesisJob> Cancel(Contract.CancelSynthesisRequest request, ServerCallContext context) =>
        Task.FromResult(MapToJob(Jobs.Cancel(request.Job) ?? throw Unknown()));

    /// <inheritdoc/>
    public override Task<Contract.ListSynthesisResponse> List(Contract.ListSynthesisRequest request, ServerCallContext context)
    {
        var all = Jobs.List();
        var limit = RequestCount.Of("limit", request.Limit, UsualJobs, GrpcLimits.MaxJobs);
        return Task.FromResult(new Contract.ListSynthesisResponse { Jobs = { all.Take(limit).Select(MapToJob) }, Total = all.Count });
    }

    private static RpcException Unknown() => StatusDetails.Fields(Code.NotFound, ("job", "There is no job of this id; List has all."));

    private static Contract.SynthesisJob MapToJob(SynthesisJob job) => new()
    {
        Id = job.Id,
        State = MapToState(job.State),
        Set = MapToSet(job.Options, job.Models),
        QueuedAt = Timestamp.FromDateTimeOffset(job.QueuedAt),
        StartedAt = job.StartedAt is { } started ? Timestamp.FromDateTimeOffset(started) : null,
        EndedAt = job.EndedAt is { } ended ? Timestamp.FromDateTimeOffset(ended) : null,
        Progress = job.Progress is { } progress ? MapToProgress(progress) : null,
        Failure = job.Failure ?? "",
        Summary = job.Summary is { } summary ? MapToSummary(summary) : null,
    };

    private static Contract.SynthesisJobState MapToState(SynthesisJobState state) => state switch
    {
        SynthesisJobState.Queued => Contract.SynthesisJobState.Queued,
        SynthesisJobState.Running => Contract.SynthesisJobState.Running,
        SynthesisJobState.Done => Contract.SynthesisJobState.Done,
        SynthesisJobState.Failed => Contract.SynthesisJobState.Failed,
        SynthesisJobState.Cancelled => Contract.SynthesisJobState.Cancelled,
        SynthesisJobState.Interrupted => Contract.SynthesisJobState.Interrupted,
        _ => Contract.SynthesisJobState.Unspecified,
    };

    private static Contract.SynthesisSet MapToSet(SynthesisOptions options, SynthesisModels models) => new()
    {
        Contexts = options.Contexts,
        Keypoints = options.Keypoints ?? "",
        Images = options.Images,
        Gallery = options.Gallery,
        Output = options.Output,
        PerContext = options.PerContext,
        Seed = options.Seed,
        Research = options.Research,
        Swapper = models.Swapper ?? "",
        SwapperEmbedder = models.SwapperEmbedder ?? "",
        Judge = models.Judge ?? "",
        Attributes = models.Attributes ?? "",
    };

    private static Contract.SynthesisProgress MapToProgress(SynthesisProgress progress) => new()
    {
        Stage = progress.Stage switch
        {
            SynthesisStage.Gallery => Contract.SynthesisStage.Gallery,
            SynthesisStage.Contexts => Contract.SynthesisStage.Contexts,
            SynthesisStage.Photos => Contract.SynthesisStage.Photos,
            SynthesisStage.Lists => Contract.SynthesisStage.Lists,
            _ => Contract.SynthesisStage.Unspecified,
        },
        Done = progress.Done,
        Total = progress.Total,
        Kept = progress.Kept,
        Dropped = progress.Dropped,
        Fresh = progress.Fresh,
        Elapsed = Duration.FromTimeSpan(progress.Elapsed),
        Remaining = progress.Remaining is { } remaining ? Duration.FromTimeSpan(remaining) : null,
    };

    private static Contract.SynthesisSummary MapToSummary(SynthesisSummary summary)
    {
        var mapped = new Contract.SynthesisSummary
        {
            Notice = summary.Notice,
            Licence = summary.Licence ?? "",
            Consent = summary.Consent ?? "",
            CaptionedPhotos = summary.CaptionedPhotos,
            Contexts = summary.Contexts,
            GalleryPhotos = summary.GalleryPhotos,
            Identities = summary.Identities,
            Planned = summary.Planned,
            Kept = summary.Kept,
        };
        Copy(summary.Splits, mapped.Splits);
        Copy(summary.ContextRejections, mapped.ContextRejections);
        Copy(summary.GalleryRejections, mapped.GalleryRejections);
        Copy(summary.Dropped, mapped.Dropped);
        Copy(summary.FailedAttempts, mapped.FailedAttempts);
        return mapped;
    }

    private static void Copy<T>(IReadOnlyDictionary<T, int> counts, MapField<string, int> to)
        where T : struct, System.Enum
    {
        foreach (var (reason, count) in counts)
            to[System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString())] = count;
    }
}

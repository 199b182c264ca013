using Google.Protobuf.Collections;
using Grpc.Core;
using IdClip.Grpc.Calls;
using IdClip.Jobs;
using IdClip.Synthesis;
using IdClip.Synthesis.Jobs;
using Microsoft.Extensions.Hosting;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Services;

/// <summary>proto/synthesis.proto over the queue of this process.</summary>
/// <param name="intake">Takes orders.</param>
/// <param name="lifetime">Ends watching when the server stops.</param>
[DefaultDeadline(30)]
internal sealed class SynthesisService(SynthesisIntake intake, IHostApplicationLifetime lifetime) : Contract.Synthesis.SynthesisBase
{
    /// <summary>What its jobs are called between hosts.</summary>
    public const string Kind = "synthesis";

    private const int ADay = 24 * 60 * 60;

    private JobCalls<SynthesisOrder, SynthesisProgress, SynthesisSummary, Contract.SynthesisJob> Calls => new(intake.Queue, MapToJob, lifetime.ApplicationStopping);

    /// <inheritdoc/>
    public override Task<Contract.SynthesisJob> Start(Contract.StartSynthesisRequest request, ServerCallContext context)
    {
        var calls = Calls;
        return request.WhatCase switch
        {
            Contract.StartSynthesisRequest.WhatOneofCase.Set => Task.FromResult(intake.Start(request.Set)),
            Contract.StartSynthesisRequest.WhatOneofCase.Job => calls.StartAgainAsync(request.Job),
            _ => throw StatusDetails.Invalid("set", "It is absent; send a set to make, or the id of a job that ended."),
        };
    }

    /// <inheritdoc/>
    [DefaultDeadline(ADay)]
    public override Task Watch(Contract.WatchJobRequest request, IServerStreamWriter<Contract.SynthesisJob> responseStream, ServerCallContext context) =>
        Calls.WatchAsync(request.Job, responseStream, context);

    /// <inheritdoc/>
    public override Task<Contract.SynthesisJob> Cancel(Contract.CancelJobRequest request, ServerCallContext context) => Calls.CancelAsync(request.Job);

    /// <inheritdoc/>
    public override Task<Contract.ListSynthesisResponse> List(Contract.ListJobsRequest request, ServerCallContext context)
    {
        var (newest, total) = Calls.List(request.Limit);
        return Task.FromResult(new Contract.ListSynthesisResponse { Jobs = { newest }, Total = total });
    }

    internal static Contract.SynthesisJob MapToJob(Job<SynthesisOrder, SynthesisProgress, SynthesisSummary> job) => new()
    {
        Id = job.Id,
        State = JobFields.Of(job.State),
        Set = SynthesisOrders.Write(job.Order),
        QueuedAt = JobFields.At(job.QueuedAt),
        StartedAt = JobFields.At(job.StartedAt),
        EndedAt = JobFields.At(job.EndedAt),
        Progress = job.Progress is { } progress ? MapToProgress(progress) : null,
        Failure = job.Failure ?? "",
        Summary = job.Outcome is { } summary ? MapToSummary(summary) : null,
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
        Elapsed = JobFields.For(progress.Elapsed),
        Remaining = JobFields.For(progress.Remaining),
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

using Grpc.Core;
using IdClip.Web.Jobs;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Services.Web;

/// <summary>The adapters that the Training service trains.</summary>
internal sealed class RemoteTraining(Contract.Training.TrainingClient client) : RemoteJobs("Training")
{
    protected override async Task<IReadOnlyList<ShownJob>> ListAsync(Contract.ListJobsRequest request, CallOptions options) =>
        [.. (await client.ListAsync(request, options)).Jobs.Select(Show)];

    protected override async Task StartAgainAsync(string id, CallOptions options) => await client.StartAsync(new() { Job = id }, options);

    protected override async Task CancelAsync(Contract.CancelJobRequest request, CallOptions options) => await client.CancelAsync(request, options);

    private static ShownJob Show(Contract.TrainingJob job)
    {
        var at = job.EndedAt is null ? job.Progress : null;
        return new(job.Id, Of(job.State), JobText.TrainAdapter, job.Run.Adapter, job.QueuedAt.ToDateTimeOffset())
        {
            EndedAt = job.EndedAt?.ToDateTimeOffset(),
            Stage = at is null ? "" : JobText.Stage(at.Phase.ToString()),
            Done = at?.Done ?? 0,
            Total = at?.Total ?? 0,
            Remaining = at?.Remaining?.ToTimeSpan(),
            Figures = job.Summary is { } report
                ? JobText.Learned(0, report.Loss, report.Best?.RecallAt1)
                : JobText.Learned(job.Progress?.Epochs ?? 0, job.Progress is { HasLoss: true } last ? last.Loss : null, job.Progress?.Validation?.RecallAt1),
            Failure = job.Failure,
            Again = JobText.Again(Of(job.State)),
        };
    }
}

using Grpc.Core;
using IdClip.Web.Jobs;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Services.Web;

/// <summary>The sets that the Synthesis service makes.</summary>
internal sealed class RemoteSets(Contract.Synthesis.SynthesisClient client) : RemoteJobs("Synthesis")
{
    protected override async Task<IReadOnlyList<ShownJob>> ListAsync(Contract.ListJobsRequest request, CallOptions options) =>
        [.. (await client.ListAsync(request, options)).Jobs.Select(Show)];

    protected override async Task StartAgainAsync(string id, CallOptions options) => await client.StartAsync(new() { Job = id }, options);

    protected override async Task CancelAsync(Contract.CancelJobRequest request, CallOptions options) => await client.CancelAsync(request, options);

    private static ShownJob Show(Contract.SynthesisJob job)
    {
        var at = job.EndedAt is null ? job.Progress : null;
        return new(job.Id, Of(job.State), JobText.MakeSet, job.Set.Output, job.QueuedAt.ToDateTimeOffset())
        {
            EndedAt = job.EndedAt?.ToDateTimeOffset(),
            Stage = at is null ? "" : JobText.Stage(at.Stage.ToString()),
            Done = at?.Done ?? 0,
            Total = at?.Total ?? 0,
            Remaining = at?.Remaining?.ToTimeSpan(),
            Figures = job.Summary is { } made ? JobText.Kept(made.Kept, made.Planned - made.Kept) : JobText.Kept(job.Progress?.Kept ?? 0, job.Progress?.Dropped ?? 0),
            Failure = job.Failure,
            Again = JobText.Again(Of(job.State)),
        };
    }
}

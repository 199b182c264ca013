using Grpc.Core;
using IdClip.Jobs;
using IdClip.Web.Jobs;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Services.Web;

/// <summary>Jobs of another service.</summary>
/// <param name="service">What the service is called.</param>
internal abstract class RemoteJobs(string service) : IJobSource
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // Those that wait are older than those that ended meanwhile.
    private const int MostWaiting = 100;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ShownJob>> ListAsync(int most, CancellationToken ct)
    {
        try
        {
            return await ListAsync(new Contract.ListJobsRequest { Limit = most + MostWaiting }, Options(ct));
        }
        catch (RpcException none) when (none.StatusCode == StatusCode.FailedPrecondition)
        {
            // It was started without folders that clients may name.
            return [];
        }
        catch (RpcException away) when (!ct.IsCancellationRequested)
        {
            throw Explain(away);
        }
    }

    /// <inheritdoc/>
    public Task StartAgainAsync(string id, CancellationToken ct) => AskAsync(() => StartAgainAsync(id, Options(ct)));

    /// <inheritdoc/>
    public Task CancelAsync(string id, CancellationToken ct) => AskAsync(() => CancelAsync(new Contract.CancelJobRequest { Job = id }, Options(ct)));

    protected abstract Task<IReadOnlyList<ShownJob>> ListAsync(Contract.ListJobsRequest request, CallOptions options);

    protected abstract Task StartAgainAsync(string id, CallOptions options);

    protected abstract Task CancelAsync(Contract.CancelJobRequest request, CallOptions options);

    protected static JobState Of(Contract.JobState state) => state switch
    {
        Contract.JobState.Queued => JobState.Queued,
        Contract.JobState.Running => JobState.Running,
        Contract.JobState.Done => JobState.Done,
        Contract.JobState.Cancelled => JobState.Cancelled,
        Contract.JobState.Interrupted => JobState.Interrupted,
        _ => JobState.Failed,
    };

    private static CallOptions Options(CancellationToken ct) => new(deadline: DateTime.UtcNow + Patience, cancellationToken: ct);

    private async Task AskAsync(Func<Task> ask)
    {
        try
        {
            await ask();
        }
        catch (RpcException error)
        {
            throw Explain(error);
        }
    }

    private JobException Explain(RpcException error) => error.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Internal
        ? new($"The {service} service does not answer; its jobs are not shown.", error)
        : new(error.Status.Detail, error);
}

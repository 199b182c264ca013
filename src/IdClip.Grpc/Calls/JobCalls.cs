using Google.Rpc;
using Grpc.Core;
using IdClip.Jobs;

namespace IdClip.Grpc.Calls;

/// <summary>What the services over a queue of jobs do alike.</summary>
/// <param name="queue">The queue.</param>
/// <param name="map">A job as clients are told of it.</param>
/// <param name="stopping">Ends watching when the server stops.</param>
internal sealed class JobCalls<TOrder, TProgress, TOutcome, TMessage>(
    JobQueue<TOrder, TProgress, TOutcome> queue, Func<Job<TOrder, TProgress, TOutcome>, TMessage> map, CancellationToken stopping)
    where TOrder : class, IJobOrder
    where TProgress : class
    where TOutcome : class
{
    private const int UsualJobs = 100;

    /// <summary>Puts a job that has ended into the queue again.</summary>
    public Task<TMessage> StartAgainAsync(string id) => Task.FromResult(map(queue.StartAgain(id) ?? throw Unknown()));

    /// <summary>A job as it is.</summary>
    public Task<TMessage> GetAsync(string id) => Task.FromResult(map(queue.Find(id) ?? throw Unknown()));

    /// <summary>Stops a job.</summary>
    public Task<TMessage> CancelAsync(string id) => Task.FromResult(map(queue.Cancel(id) ?? throw Unknown()));

    /// <summary>Tells what becomes of a job.</summary>
    public async Task WatchAsync(string id, IServerStreamWriter<TMessage> stream, ServerCallContext context)
    {
        if (queue.Find(id) is null)
            throw Unknown();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, stopping);
        try
        {
            await foreach (var job in queue.WatchAsync(id, end.Token))
                await stream.WriteAsync(map(job), end.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw StatusDetails.Create(Code.Unavailable, "The server is stopping; watch the job again when it is back.");
        }
    }

    /// <summary>The newest jobs, and the number of all.</summary>
    public (IEnumerable<TMessage> Newest, int Total) List(int limit)
    {
        var all = queue.List();
        return (all.Take(RequestCount.Of("limit", limit, UsualJobs, GrpcLimits.MaxJobs)).Select(map), all.Count);
    }

    private static RpcException Unknown() => StatusDetails.Fields(Code.NotFound, ("job", "There is no job of this id; List has all."));
}

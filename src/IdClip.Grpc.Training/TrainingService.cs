using Grpc.Core;
using IdClip.Archive.Catalogue;
using IdClip.Grpc.Calls;
using IdClip.Training.Jobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Training;

/// <summary>proto/training.proto over the queue of this process.</summary>
/// <param name="options">The folders that clients may name.</param>
/// <param name="lifetime">Ends watching when the server stops.</param>
/// <param name="queue">The queue; null where the server trains nothing.</param>
/// <param name="catalogue">The archive that may use what is trained.</param>
[DefaultDeadline(30)]
internal sealed class TrainingService(IOptions<TrainingOptions> options, IHostApplicationLifetime lifetime, TrainingJobs? queue = null, Catalogue? catalogue = null)
    : Contract.Training.TrainingBase
{
    private const string RootOption = "--training-root";
    private const int ADay = 24 * 60 * 60;

    private JobCalls<TrainingRequest, TrainingStatus, TrainingReport, Contract.TrainingJob> Calls => queue is null
        ? throw StatusDetails.Precondition("TRAINING_ROOTS", $"This server trains no adapters. Start it with idclip serve {RootOption} DIR, which names a folder that clients may use.")
        : new(queue, TrainingMessages.OfJob, lifetime.ApplicationStopping);

    /// <inheritdoc/>
    public override async Task<Contract.TrainingJob> Start(Contract.StartTrainingRequest request, ServerCallContext context)
    {
        var calls = Calls;
        var models = request is { Run.Activate: true } && catalogue is not null ? await catalogue.ReadModelsAsync(context.CancellationToken) : null;
        return request.WhatCase switch
        {
            Contract.StartTrainingRequest.WhatOneofCase.Run => await calls.StartAsync(TrainingOrders.Read(request.Run, new(RootOption, options.Value.Roots), models)),
            Contract.StartTrainingRequest.WhatOneofCase.Job => await calls.StartAgainAsync(request.Job),
            _ => throw StatusDetails.Invalid("run", "It is absent; send a run, or the id of a job that ended."),
        };
    }

    /// <inheritdoc/>
    public override Task<Contract.TrainingJob> Get(Contract.GetJobRequest request, ServerCallContext context) => Calls.GetAsync(request.Job);

    /// <inheritdoc/>
    [DefaultDeadline(ADay)]
    public override Task Watch(Contract.WatchJobRequest request, IServerStreamWriter<Contract.TrainingJob> responseStream, ServerCallContext context) =>
        Calls.WatchAsync(request.Job, responseStream, context);

    /// <inheritdoc/>
    public override Task<Contract.TrainingJob> Cancel(Contract.CancelJobRequest request, ServerCallContext context) => Calls.CancelAsync(request.Job);

    /// <inheritdoc/>
    public override Task<Contract.ListTrainingResponse> List(Contract.ListJobsRequest request, ServerCallContext context)
    {
        var (newest, total) = Calls.List(request.Limit);
        return Task.FromResult(new Contract.ListTrainingResponse { Jobs = { newest }, Total = total });
    }
}

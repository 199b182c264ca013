using Grpc.Core;
using IdClip.Grpc.Calls;
using IdClip.Training.Jobs;
using Microsoft.Extensions.Hosting;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Training;

/// <summary>proto/training.proto over the queue of this process.</summary>
/// <param name="intake">Takes orders.</param>
/// <param name="lifetime">Ends watching when the server stops.</param>
[DefaultDeadline(30)]
internal sealed class TrainingService(TrainingIntake intake, IHostApplicationLifetime lifetime) : Contract.Training.TrainingBase
{
    private const int ADay = 24 * 60 * 60;

    private JobCalls<TrainingRequest, TrainingStatus, TrainingReport, Contract.TrainingJob> Calls => new(intake.Queue, TrainingMessages.OfJob, lifetime.ApplicationStopping);

    /// <inheritdoc/>
    public override Task<Contract.ListConfigurationsResponse> ListConfigurations(Contract.ListConfigurationsRequest request, ServerCallContext context) =>
        Task.FromResult(intake.ListConfigurations());

    /// <inheritdoc/>
    public override async Task<Contract.TrainingJob> Start(Contract.StartTrainingRequest request, ServerCallContext context)
    {
        var calls = Calls;
        return request.WhatCase switch
        {
            Contract.StartTrainingRequest.WhatOneofCase.Run => await intake.StartAsync(request.Run, context.CancellationToken),
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

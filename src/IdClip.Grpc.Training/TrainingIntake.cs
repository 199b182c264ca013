using IdClip.Archive.Catalogue;
using IdClip.Grpc.Calls;
using IdClip.Training;
using IdClip.Training.Jobs;
using IdClip.Training.Runs;
using Microsoft.Extensions.Options;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Training;

/// <summary>Takes orders of adapters, of clients and of this process.</summary>
/// <param name="options">The folders that may be named.</param>
/// <param name="queue">The queue; null where the server trains nothing.</param>
/// <param name="catalogue">The archive that may use what is trained.</param>
public sealed class TrainingIntake(IOptions<TrainingOptions> options, TrainingJobs? queue = null, Catalogue? catalogue = null)
{
    private const string RootOption = "--training-root";

    /// <summary>The queue.</summary>
    /// <exception cref="global::Grpc.Core.RpcException">There is none; says why.</exception>
    public TrainingJobs Queue => queue
        ?? throw StatusDetails.Precondition("TRAINING_ROOTS", $"This server trains no adapters. Start it with idclip serve {RootOption} DIR, which names a folder that clients may use.");

    /// <summary>The variants that can be trained.</summary>
    /// <exception cref="global::Grpc.Core.RpcException">There is no queue; says why.</exception>
    public Contract.ListConfigurationsResponse ListConfigurations()
    {
        _ = Queue;
        return TrainingOrders.ListConfigurations();
    }

    /// <summary>Puts a run into the queue.</summary>
    /// <exception cref="global::Grpc.Core.RpcException">A field is at fault, named in the details, there is no queue, or libtorch does not load.</exception>
    /// <exception cref="IdClip.Jobs.JobException">It can't be queued.</exception>
    public async Task<Contract.TrainingJob> StartAsync(Contract.TrainingRun run, CancellationToken ct)
    {
        var jobs = Queue;
        var models = run.Activate && catalogue is not null ? await catalogue.ReadModelsAsync(ct) : null;
        var order = TrainingOrders.Read(run, new(RootOption, options.Value.Roots), models);
        try
        {
            await Task.Run(TrainingDevice.Choose, ct);
        }
        catch (TrainingException missing)
        {
            throw StatusDetails.Precondition("LIBTORCH", missing.Message);
        }
        return TrainingMessages.OfJob(jobs.Start(order));
    }
}

using IdClip.Grpc.Services;
using IdClip.Grpc.Training;
using IdClip.Jobs;
using IdClip.Orders;
using IdClip.Synthesis;
using IdClip.Synthesis.Jobs;
using IdClip.Training.Jobs;
using IdClip.Web.Jobs;
using IdClip.Web.Jobs.Orders;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Serving;

/// <summary>The queues of sets and of adapters as the jobs page shows them, where this process has them, and the orders that they take.</summary>
internal static class ShownQueues
{
    /// <summary>Registers the queues with the page.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">Whether there are queues.</param>
    public static IServiceCollection AddShownQueues(this IServiceCollection services, ServeOptions options)
    {
        if (options.SynthesisRoots.Count > 0)
            services.AddSingleton<IJobSource>(host => new QueueSource<SynthesisOrder, SynthesisProgress, SynthesisSummary>(host.GetRequiredService<SynthesisJobs>(), Show));
        if (options.TrainingRoots.Count > 0)
            services.AddSingleton<IJobSource>(host => new QueueSource<TrainingRequest, TrainingStatus, TrainingReport>(host.GetRequiredService<TrainingJobs>(), Show));
        services.AddSingleton<IJobOrders>(host => new ContractOrders<Contract.SynthesisSet>(
            JobText.MakeSet, "Synthesis",
            ct =>
            {
                _ = host.GetRequiredService<SynthesisIntake>().Queue;
                return Task.FromResult(OrderForm.OfSet());
            },
            (set, _) => Task.FromResult(host.GetRequiredService<SynthesisIntake>().Start(set))));
        services.AddSingleton<IJobOrders>(host => new ContractOrders<Contract.TrainingRun>(
            JobText.TrainAdapter, "Training",
            _ => Task.FromResult(TrainingForm.Of(host.GetRequiredService<TrainingIntake>().ListConfigurations())),
            (run, ct) => host.GetRequiredService<TrainingIntake>().StartAsync(run, ct)));
        return services;
    }

    private static ShownJob Show(Job<SynthesisOrder, SynthesisProgress, SynthesisSummary> job) => new(job.Id, job.State, JobText.MakeSet, job.Order.Output, job.QueuedAt)
    {
        EndedAt = job.EndedAt,
        Stage = job is { HasEnded: false, Progress: { } at } ? JobText.Stage(at.Stage.ToString()) : "",
        Done = job.HasEnded ? 0 : job.Progress?.Done ?? 0,
        Total = job.HasEnded ? 0 : job.Progress?.Total ?? 0,
        Remaining = job.HasEnded ? null : job.Progress?.Remaining,
        Figures = JobText.Kept(job.Outcome?.Kept ?? job.Progress?.Kept ?? 0, job.Outcome is { } made ? made.Planned - made.Kept : job.Progress?.Dropped ?? 0),
        Failure = job.Failure,
        Again = JobText.Again(job.State),
    };

    private static ShownJob Show(Job<TrainingRequest, TrainingStatus, TrainingReport> job)
    {
        var run = job.Progress?.Run;
        return new(job.Id, job.State, JobText.TrainAdapter, job.Order.Name, job.QueuedAt)
        {
            EndedAt = job.EndedAt,
            Stage = job is { HasEnded: false } && run is not null ? JobText.Stage(run.Phase.ToString()) : "",
            Done = job.HasEnded ? 0 : run?.Done ?? 0,
            Total = job.HasEnded ? 0 : run?.Total ?? 0,
            Remaining = job.HasEnded ? null : run?.Left,
            Figures = job.Outcome is { } report ? JobText.Learned(0, report.Loss, report.Best?.RecallAt1) : JobText.Learned(run?.Epochs ?? 0, run?.Loss, run?.Validation?.RecallAt1),
            Failure = job.Failure,
            Again = JobText.Again(job.State),
        };
    }
}

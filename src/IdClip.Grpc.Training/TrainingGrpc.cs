using IdClip.Archive.Messages;
using IdClip.Grpc.Calls;
using IdClip.Jobs;
using IdClip.Messaging.Jobs;
using IdClip.Redis.Progress;
using IdClip.Training.Jobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Training;

/// <summary>Adds proto/training.proto to a host that has the other services. It is a project of its own so that hosts that do not train do without libtorch.</summary>
public static class TrainingGrpc
{
    /// <summary>Registers the service and, where clients may have adapters trained, the queue, which the host disposes.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="queue">The queue's folder; it is made where it is not there.</param>
    /// <param name="roots">Folders that exist, below which clients may name files; none means that no adapters are trained.</param>
    public static IServiceCollection AddIdClipTraining(this IServiceCollection services, string queue, IReadOnlyList<string> roots)
    {
        services.Configure<TrainingOptions>(options => options.Roots = roots);
        services.AddSingleton<TrainingIntake>();
        if (roots.Count > 0)
        {
            services.AddSingleton(provider => new TrainingJobs(queue, provider.GetRequiredService<ILogger<TrainingJobs>>()));
            services.AddHostedService(host => new JobPublisher<TrainingRequest, TrainingStatus, TrainingReport, Contract.TrainingJob>(
                "training", host.GetRequiredService<TrainingJobs>(), TrainingMessages.OfJob, host.GetService<ProgressChannel>()));
            services.AddHostedService(host => new JobAnnouncer<TrainingRequest, TrainingStatus, TrainingReport>(
                host.GetRequiredService<TrainingJobs>(), TrainingAnnouncements.Of, host.GetService<Outbox>(), host.GetRequiredService<ILogger<TrainingJobs>>()));
        }
        return services;
    }

    /// <summary>Opens the queue, so that jobs that waited go on, and maps the service.</summary>
    /// <exception cref="JobException">Another process has the queue open, or a file of it is damaged.</exception>
    public static WebApplication MapIdClipTraining(this WebApplication app)
    {
        _ = app.Services.GetService<TrainingJobs>();
        app.MapGrpcService<TrainingService>();
        return app;
    }
}

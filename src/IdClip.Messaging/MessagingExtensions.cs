using IdClip.Archive.Ingest.Jobs;
using IdClip.Archive.Messages;
using IdClip.Messaging.Consumers;
using IdClip.Messaging.Delivery;
using IdClip.Messaging.Ingest;
using IdClip.Messaging.Runs;
using IdClip.Search;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Middleware;
using MassTransit.Saga;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IdClip.Messaging;

/// <summary>Messages of a host that has an archive.</summary>
public static class MessagingExtensions
{
    private const int Prefetch = 16;

    /// <summary>Sends and receives the archive's messages: by RabbitMQ where the connection string <c>messaging</c> is set, else within this process.</summary>
    /// <param name="builder">A host with <c>Catalogue</c> and what <paramref name="parts"/> need.</param>
    /// <param name="parts">What this host does.</param>
    public static IHostApplicationBuilder AddIdClipMessaging(this IHostApplicationBuilder builder, MessagingParts parts)
    {
        builder.Services.AddIdClipMessaging(new() { Connection = MessagingOptions.ConnectionOf(builder.Configuration), Parts = parts });
        return builder;
    }

    /// <summary>As the other one, with all options.</summary>
    public static IServiceCollection AddIdClipMessaging(this IServiceCollection services, MessagingOptions options)
    {
        services.AddSingleton(options).AddSingleton<Outbox>().AddSingleton<Inbox>().AddSingleton<FailedMessages>().AddSingleton<ArchiveRuns>().AddSingleton<AdapterActivations>().AddSingleton<Deliveries>();
        if (options.Parts.HasFlag(MessagingParts.Reindexing))
            services.TryAddSingleton<IAdapterActivation, ArchiveActivation>();
        services.TryAddSingleton<IndexJobs>();
        services.TryAddSingleton<RunNews>();
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            // A broker that is away holds messages up and stops no call.
            bus.ConfigureHealthCheckOptions(health => (health.Name, health.MinimalFailureStatus) = (MessagingOptions.ConnectionName, HealthStatus.Degraded));
            bus.AddRuns<AdapterMachine, AdapterRun>();
            bus.AddRuns<SynthesisMachine, SynthesisRun>();
            bus.AddRuns<IngestMachine, IngestRun>();
            // Hosts that lack what it needs must not register it.
            if (options.Parts.HasFlag(MessagingParts.Reindexing))
                bus.AddConsumer<ReindexConsumer>();
            if (options.Parts.HasFlag(MessagingParts.Indexing))
            {
                bus.AddConsumer<IngestConsumer>();
                bus.AddConsumer<IngestCallConsumer>();
            }
            if (options.Connection is { } address)
                bus.UsingRabbitMq((context, factory) =>
                {
                    factory.Host(new Uri(address));
                    factory.Receive(context, options);
                    if (options.Parts.HasFlag(MessagingParts.Indexing))
                        factory.ReceiveCalls(context);
                });
            else
                bus.UsingInMemory((context, factory) => factory.Receive(context, options));
        });
        if (options.Parts.HasFlag(MessagingParts.Indexing))
            services.AddSingleton<PhotoIndexing>().AddSingleton<IngestWorker>().AddHostedService(host => host.GetRequiredService<IngestWorker>());
        // After the bus, so that it is stopped before it.
        return services.AddHostedService<OutboxDispatcher>();
    }

    private static void AddRuns<TMachine, TRun>(this IBusRegistrationConfigurator bus)
        where TMachine : class, SagaStateMachine<TRun>
        where TRun : MachineRun =>
        bus.AddSagaStateMachine<TMachine, TRun>().Repository(repository =>
            repository.RegisterSagaRepository<TRun, MessageTransaction, SagaConsumeContextFactory<MessageTransaction, TRun>, CatalogueRuns<TRun>>());

    private static void Receive(this IBusFactoryConfigurator bus, IBusRegistrationContext context, MessagingOptions options)
    {
        foreach (var queue in Queues.Of(options.Parts))
            bus.ReceiveEndpoint(queue, endpoint =>
            {
                endpoint.ConfigureEndpoint(queue, context, options);
                switch (queue)
                {
                    case Queues.AdapterRuns: endpoint.ConfigureSaga<AdapterRun>(context); break;
                    case Queues.SynthesisRuns: endpoint.ConfigureSaga<SynthesisRun>(context); break;
                    case Queues.IngestRuns: endpoint.ConfigureSaga<IngestRun>(context); break;
                    case Queues.Ingest: endpoint.ConfigureConsumer<IngestConsumer>(context); break;
                    case Queues.Reindex: endpoint.ConfigureConsumer<ReindexConsumer>(context); break;
                }
            });
    }

    /// <summary>A queue of this process' own that gets a copy of each message that calls workers, and is gone with it. The shared queue keeps the message for whoever answers for the job.</summary>
    private static void ReceiveCalls(this IRabbitMqBusFactoryConfigurator bus, IBusRegistrationContext context) =>
        bus.ReceiveEndpoint(new TemporaryEndpointDefinition(Queues.Ingest), DefaultEndpointNameFormatter.Instance, endpoint =>
        {
            endpoint.ConfigureConsumeTopology = false;
            endpoint.PublishFaults = false;
            endpoint.DiscardFaultedMessages();
            endpoint.Bind(Queues.Ingest);
            endpoint.ConfigureConsumer<IngestCallConsumer>(context);
        });

    private static void ConfigureEndpoint(this IReceiveEndpointConfigurator endpoint, string queue, IServiceProvider services, MessagingOptions options)
    {
        var deliveries = services.GetRequiredService<Deliveries>();
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(MessagingExtensions).Namespace!);
        // Messages are sent to the queues that want them, and failures are in the catalogue.
        endpoint.ConfigureConsumeTopology = false;
        endpoint.PublishFaults = false;
        // One at a time: the catalogue has one writer, and encoders use all cores for one batch.
        endpoint.ConcurrentMessageLimit = 1;
        endpoint.PrefetchCount = Prefetch;
        if (Queues.IsInOrder(queue) && endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
            rabbit.SingleActiveConsumer = true;
        endpoint.ConfigureError(error =>
        {
            error.UseFilter(new FailureFilter(queue, services.GetRequiredService<FailedMessages>(), deliveries, services.GetRequiredService<IHostApplicationLifetime>(), log));
            error.UseFilter(new ErrorTransportFilter());
        });
        endpoint.UseFilter(new DeliveredFilter(queue, deliveries));
        endpoint.UseMessageRetry(retry =>
        {
            retry.Ignore<ConsumerCanceledException>();
            retry.Exponential(options.Retries, options.FirstWait, options.LongestWait, options.FirstWait);
        });
    }
}

using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using IdClip.Archive.Ingest.Jobs;
using IdClip.Archive.Messages;
using IdClip.Grpc.Calls;
using IdClip.Grpc.Services;
using IdClip.Messaging;
using IdClip.Messaging.Jobs;
using IdClip.Messaging.Runs;
using IdClip.Redis;
using IdClip.Redis.Progress;
using IdClip.Synthesis;
using IdClip.Synthesis.Jobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc;

/// <summary>Adds the services of proto/ to a host.</summary>
public static class GrpcServices
{
    /// <summary>
    /// Registers the services. The host registers what they serve: <c>Catalogue</c>, <c>Gallery</c>, <c>SearchIndexes</c>, <c>FaceLabels</c>, <c>FaceGroups</c>, <c>PersonRecognition</c>,
    /// <c>Searcher</c>, <c>SearchedModels</c>, <c>ExampleReader</c>, <c>IPhotoEncoder</c>, <c>IAdapterPhotoEncoders</c>, <c>AdapterIndexing</c>, messaging, <c>LocalEncoder</c>, <c>ModelStore</c>, <c>AdapterEncoders</c> and, where clients may have sets made, <c>SynthesisJobs</c>.
    /// </summary>
    public static IServiceCollection AddIdClipGrpc(this IServiceCollection services, Action<GrpcOptions>? configure = null)
    {
        services.Configure(configure ?? (_ => { }));
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = GrpcLimits.MaxMessageBytes;
            grpc.MaxSendMessageSize = GrpcLimits.MaxMessageBytes;
            grpc.Interceptors.Add<CallInterceptor>();
        })
            .AddJsonTranscoding(json => json.TypeRegistry = TypeRegistry.FromMessages(BadRequest.Descriptor, ErrorInfo.Descriptor));
        // It logs what CallInterceptor and UnreadableMessageMiddleware say in a line, with stacks that quote bytes of the client.
        services.AddLogging(logging => logging.AddFilter(UnreadableMessageMiddleware.LoudCategory, LogLevel.None));
        services.AddSingleton<EncodingSlots>();
        services.AddSingleton<SynthesisIntake>();
        services.TryAddSingleton(host => new ProgressChannel(host.GetService<RedisLink>()));
        services.AddHostedService(host => new JobPublisher<SynthesisOrder, SynthesisProgress, SynthesisSummary, Contract.SynthesisJob>(
            SynthesisService.Kind, host.GetService<SynthesisJobs>(), SynthesisService.MapToJob, host.GetService<ProgressChannel>()));
        services.AddHostedService(host => new JobAnnouncer<SynthesisOrder, SynthesisProgress, SynthesisSummary>(
            host.GetService<SynthesisJobs>(), SynthesisAnnouncements.Of, host.GetService<Outbox>(), host.GetRequiredService<ILogger<SynthesisJobs>>()));
        services.AddGrpcReflection();
        services.AddGrpcHealthChecks();
        return services;
    }

    /// <summary>Registers the archive's index jobs as <c>proto/archive.proto</c> has them, and tells watchers of them and of activations; other parts of the host work at both.</summary>
    public static IServiceCollection AddArchiveRuns(this IServiceCollection services)
    {
        services.TryAddSingleton<IndexJobs>();
        services.TryAddSingleton<RunNews>();
        services.AddSingleton<IndexCalls>();
        // AddHostedService takes one of a type.
        services.AddSingleton<IHostedService>(host => Publisher(host, IndexCalls.Kind, IndexJobs.Machine, async (id, ct) => await host.GetRequiredService<IndexCalls>().FindAsync(id, ct)));
        services.AddSingleton<IHostedService>(host => Publisher(host, AdapterCalls.Kind, nameof(AdapterRun), async (id, ct) => await AdapterCalls.FindAsync(host.GetRequiredService<AdapterActivations>(), id, ct)));
        return services;
    }

    /// <summary>Maps services, health and, where it is asked for, reflection.</summary>
    /// <param name="app">The host.</param>
    /// <param name="served">The services that this host has; what they need must be registered.</param>
    public static WebApplication MapIdClipGrpc(this WebApplication app, ServedContracts served = ServedContracts.All)
    {
        app.UseMiddleware<DefaultDeadlineMiddleware>();
        app.UseMiddleware<UnreadableMessageMiddleware>();
        if (served.HasFlag(ServedContracts.Encoding))
            app.MapGrpcService<EncodingService>();
        if (served.HasFlag(ServedContracts.Archive))
            app.MapGrpcService<ArchiveService>();
        if (served.HasFlag(ServedContracts.Search))
        {
            app.MapGrpcService<SearchService>();
            app.MapGrpcService<EvaluationService>();
        }
        if (served.HasFlag(ServedContracts.Synthesis))
            app.MapGrpcService<SynthesisService>();
        app.MapGet("/openapi.json", () => TypedResults.Stream(typeof(GrpcServices).Assembly.GetManifestResourceStream("openapi.json")!, "application/json"));
        // Probes have no key.
        app.MapGrpcHealthChecksService().AllowAnonymous().DisableRateLimiting();
        if (app.Services.GetRequiredService<IOptions<GrpcOptions>>().Value.Reflection)
            app.MapGrpcReflectionService();
        return app;
    }

    private static RunPublisher Publisher(IServiceProvider host, string kind, string machine, Func<Guid, CancellationToken, Task<IMessage?>> describe) =>
        new(kind, machine, describe, host.GetRequiredService<RunNews>(), host.GetRequiredService<ProgressChannel>(), host.GetRequiredService<ILogger<RunPublisher>>());
}

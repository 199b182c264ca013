using System.Net;
using IdClip.Grpc;
using IdClip.Grpc.Training;
using IdClip.Hosting.RateLimits;
using IdClip.Messaging;
using IdClip.ServiceDefaults;
using IdClip.ServiceDefaults.Access;
using IdClip.Web;
using IdClip.Web.Models;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace IdClip.Serving;

/// <summary>Serves one archive to this machine: the web page, and the gRPC services on the next port.</summary>
public static class ServeHost
{
    /// <summary>The names a browser may call this host by; any other name is a page elsewhere that had its DNS point here.</summary>
    private const string LoopbackNames = "localhost;127.0.0.1;[::1]";

    /// <summary>Builds the host; the caller runs it and disposes it.</summary>
    /// <param name="options">Where and what to serve.</param>
    /// <param name="addArchive">
    /// Registers the open archive: <c>Catalogue</c>, <c>Gallery</c>, <c>SearchIndexes</c>, <c>FaceLabels</c>, <c>FaceGroups</c>, <c>PersonRecognition</c>, <c>Searcher</c>, <c>SearchedModels</c>, <c>ExampleReader</c>, <c>IPhotoEncoder</c> and
    /// <c>LocalEncoder</c>, its adapters, <c>SynthesisJobs</c> where there are folders for sets, and training. They stay the caller's to dispose, after the host.
    /// </param>
    public static WebApplication Build(ServeOptions options, Action<IServiceCollection> addArchive)
    {
        // Files are looked for beside the program, so that it runs from any folder.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(ServeHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseStaticWebAssets();
        builder.Configuration["AllowedHosts"] = LoopbackNames;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = GrpcLimits.MaxMessageBytes;
            kestrel.Listen(IPAddress.Loopback, options.Port, endpoint => endpoint.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, options.GrpcPort, endpoint => endpoint.Protocols = HttpProtocols.Http2);
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning).AddFilter("System", LogLevel.Warning).AddFilter("MassTransit", LogLevel.Warning);

        builder.AddServiceDefaults();
        // An archive that has keys asks for them here too.
        builder.Configuration[$"{AccessOptions.Section}:{nameof(AccessOptions.Archive)}"] = options.Archive;
        builder.AddAccess();
        // Whoever serves only this machine is asked by nobody else.
        builder.AddRateLimits(new());
        // Keys live as long as the process: pages reload after a restart, and no key lies on the disk.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        addArchive(builder.Services);
        builder.AddIdClipMessaging(MessagingParts.Runs | MessagingParts.Reindexing | MessagingParts.Indexing);
        builder.Services.AddArchiveRuns();
        builder.Services.AddIdClipWeb().AddShownQueues(options);
        builder.Services.AddSingleton(options).AddSingleton(options.Models).AddSingleton<ModelChange>().AddSingleton<ModelPulls>().AddSingleton<IModelShelf, LocalShelf>();
        builder.Services.AddIdClipGrpc(grpc => (grpc.Reflection, grpc.SynthesisRoots) = (options.Reflection, options.SynthesisRoots));

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapIdClipWeb();
        app.MapIdClipGrpc();
        app.MapIdClipTraining();
        return app;
    }
}

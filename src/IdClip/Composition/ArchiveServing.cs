using IdClip.Archive.Adapters;
using IdClip.Archive.People.Labels;
using IdClip.Commands;
using IdClip.Grpc.Training;
using IdClip.Search.Clusters;
using IdClip.Search.Recognition;
using IdClip.Serving;
using IdClip.Synthesis.Jobs;
using IdClip.Terminal;

namespace IdClip.Composition;

/// <summary>Serves an open archive.</summary>
internal static class ArchiveServing
{
    private const string TrainingFolder = "training";

    /// <summary>Starts the web page and the gRPC services; the caller disposes the host before the queue and the archive.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="options">Where and what to serve.</param>
    /// <param name="ct">Gives up.</param>
    /// <param name="jobs">The queue of sets, where clients may have some made.</param>
    /// <exception cref="InputException">The port is taken.</exception>
    public static async Task<WebApplication> StartAsync(LocalArchive archive, ServeOptions options, CancellationToken ct, SynthesisJobs? jobs = null)
    {
        var host = ServeHost.Build(options with { Archive = archive.Catalogue.Folder }, services =>
        {
            services
                .AddSingleton(archive.Catalogue)
                .AddSingleton(archive.Gallery)
                .AddSingleton(archive.Indexes)
                .AddSingleton<FaceLabels>()
                .AddSingleton<FaceGroups>()
                .AddSingleton<PersonRecognition>()
                .AddSingleton(archive.Searcher)
                .AddSingleton(archive.Models)
                .AddSingleton(archive.Examples)
                .AddSingleton(archive.PhotoEncoder)
                .AddSingleton(archive.Encoder)
                .AddSingleton(archive.AdapterEncoders)
                .AddSingleton<IAdapterPhotoEncoders>(archive.Adapters)
                .AddSingleton(archive.AdapterIndexing)
                .AddIdClipTraining(Path.Combine(archive.Catalogue.Folder, TrainingFolder), options.TrainingRoots);
            if (jobs is not null)
                services.AddSingleton(jobs);
        });
        try
        {
            await host.StartAsync(ct);
            return host;
        }
        catch (Exception error)
        {
            await host.DisposeAsync();
            if (error is not IOException)
                throw;
            throw new InputException($"Port {options.Port} or {options.GrpcPort} can't be opened: {error.Message} Choose another with --port.");
        }
    }

    /// <summary>Says on standard output where the services are, and waits until they are told to stop.</summary>
    public static async Task WaitAsync(WebApplication host, CancellationToken ct)
    {
        var addresses = host.Urls.ToArray();
        Screen.Line($"search page: {addresses[0]}");
        Screen.Line($"gRPC:        {addresses[^1]}");
        Screen.Line("Ctrl-C ends it.");
        await host.WaitForShutdownAsync(ct);
    }

    /// <summary>Ends a host whether or not it has come up; why it did not is told to those who await it.</summary>
    public static async Task EndAsync(Task<WebApplication> starting)
    {
        await ((Task)starting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (starting.IsCompletedSuccessfully)
            await (await starting).DisposeAsync();
    }
}

using IdClip.Composition;
using IdClip.Models.Store;
using IdClip.Serving;
using IdClip.Synthesis.Jobs;
using Microsoft.AspNetCore.Builder;

namespace IdClip.Tests;

/// <summary>An archive in a temporary folder, served on free loopback ports by the host that <c>idclip serve</c> runs.</summary>
internal sealed class ServedArchive : IAsyncDisposable
{
    private readonly string? _temporary;
    private readonly SynthesisJobs? _jobs;
    private readonly WebApplication _host;

    private ServedArchive(string? temporary, LocalArchive archive, SynthesisJobs? jobs, WebApplication host)
    {
        (_temporary, Archive, _jobs, _host) = (temporary, archive, jobs, host);
        var addresses = host.Urls.ToArray();
        (Web, Grpc) = (new(addresses[0]), new(addresses[^1]));
    }

    /// <summary>The archive behind the host.</summary>
    public LocalArchive Archive { get; }

    /// <summary>Address of the web page.</summary>
    public Uri Web { get; }

    /// <summary>Address of the gRPC services.</summary>
    public Uri Grpc { get; }

    /// <summary>Starts a host over an archive that <paramref name="fill"/> puts something into.</summary>
    /// <param name="fill">Fills the archive before it is served.</param>
    /// <param name="synthesisRoots">Folders below which clients may have sets made.</param>
    /// <param name="trainingRoots">Folders below which clients may have adapters trained.</param>
    /// <param name="folder">The archive's folder, which stays; without one a temporary folder is used and removed.</param>
    /// <param name="models">The models that the page shows and pulls; null for those of this machine.</param>
    public static async Task<ServedArchive> StartAsync(
        Func<LocalArchive, Task>? fill = null, IReadOnlyList<string>? synthesisRoots = null, IReadOnlyList<string>? trainingRoots = null, string? folder = null,
        ModelStore? models = null)
    {
        var temporary = folder is null ? TestFolders.NewTemporary() : null;
        var archive = await LocalArchive.OpenAsync((folder ?? temporary)!, CancellationToken.None);
        if (fill is not null)
            await fill(archive);
        var options = new ServeOptions(Port: 0, Reflection: true) { SynthesisRoots = synthesisRoots ?? [], TrainingRoots = trainingRoots ?? [], Models = models ?? ModelStore.Default() };
        var jobs = options.SynthesisRoots.Count > 0 ? LocalSynthesis.OpenJobs(archive.Catalogue.Folder) : null;
        var host = await ArchiveServing.StartAsync(archive, options, CancellationToken.None, jobs);
        return new(temporary, archive, jobs, host);
    }

    /// <summary>Stops the host, as Ctrl-C does.</summary>
    public Task StopAsync() => _host.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _host.DisposeAsync();
        if (_jobs is not null)
            await _jobs.DisposeAsync();
        await Archive.DisposeAsync();
        if (_temporary is not null)
            Directory.Delete(_temporary, recursive: true);
    }
}

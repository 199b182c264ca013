using IdClip.Archive;
using IdClip.Archive.Catalogue;
using IdClip.Archive.Ingest.Jobs;
using IdClip.Hosting;
using IdClip.Models.Store;
using IdClip.Serving;
using IdClip.Synthesis.Jobs;

namespace IdClip.Composition;

/// <summary>Serves an archive until it is told to stop, and again with another CLIP model where the page asks for one.</summary>
internal static class ServingRounds
{
    /// <summary>Serves.</summary>
    /// <param name="folder">The archive; an empty one is made where there is none.</param>
    /// <param name="options">Where and what to serve.</param>
    /// <param name="ct">Ends it.</param>
    public static async Task RunAsync(string folder, ServeOptions options, CancellationToken ct)
    {
        var reencodes = false;
        while (await ServeAsync(folder, options with { ChangesModel = true }, reencodes, ct) is { } model)
            (options, reencodes) = await ChangeAsync(folder, model, options, ct);
    }

    /// <returns>The model that the page asked for; null where it is to end.</returns>
    private static async Task<string?> ServeAsync(string folder, ServeOptions options, bool reencodes, CancellationToken ct)
    {
        await using var opened = await LocalArchive.OpenForQueriesAsync(folder, ct);
        await using var jobs = options.SynthesisRoots.Count > 0 ? LocalSynthesis.OpenJobs(opened.Catalogue.Folder) : null;
        await using var host = await ArchiveServing.StartAsync(opened, options, ct, jobs);
        if (reencodes && await RootsAsync(opened.Catalogue, ct) is { Count: > 0 } roots)
            await host.Services.GetRequiredService<IndexJobs>().StartAsync(roots, ct: ct);
        await ArchiveServing.WaitAsync(host, ct);
        return host.Services.GetRequiredService<ModelChange>().Wished;
    }

    private static async Task<(ServeOptions Options, bool Reencodes)> ChangeAsync(string folder, string model, ServeOptions options, CancellationToken ct)
    {
        try
        {
            await LocalArchive.ChangeModelsAsync(folder, ArchiveSettings.Load(folder) with { Model = model }, ct);
            return (options with { Notice = $"The archive is made with {model} now. Its photos are encoded again; searches find those that are done." }, true);
        }
        catch (Exception error) when (error is ArchiveException or ModelException or IOException)
        {
            return (options with { Notice = $"The archive could not be changed to {model}: {error.Message}" }, false);
        }
    }

    /// <summary>The folders that the archive has photos of, without those within others and those that are away.</summary>
    private static async Task<IReadOnlyList<string>> RootsAsync(Catalogue catalogue, CancellationToken ct)
    {
        var roots = new List<string>();
        // What is in a folder comes right after it.
        foreach (var folder in (await new PhotoSelection(catalogue).FoldersAsync(ct)).Select(folder => folder.Path).Where(Directory.Exists))
            if (roots.Count == 0 || !folder.StartsWith(Path.TrimEndingDirectorySeparator(roots[^1]) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                roots.Add(folder);
        return roots;
    }
}

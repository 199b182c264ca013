using Grpc.Core;
using IdClip.Services.Tests;
using IdClip.Tests;
using Contract = IdClip.Contracts.V1;

[assembly: AssemblyFixture(typeof(DemoStack))]

namespace IdClip.Services.Tests;

/// <summary>All services over a part of the demo archive, which they indexed and enrolled themselves; started once for all tests that only read.</summary>
public sealed class DemoStack : IAsyncLifetime
{
    private readonly string _folder = TestFolders.NewTemporary();
    private readonly List<ServiceProcess> _processes = [];

    /// <summary>Folder of the demo's pictures.</summary>
    public static string Pictures { get; } = Path.Combine(TestFolders.Repository, "demo");

    /// <summary>The archive's folder.</summary>
    public string Archive => Path.Combine(_folder, "archive");

    internal ServiceProcess Encoding { get; private set; } = null!;

    internal ServiceProcess ArchiveService { get; private set; } = null!;

    internal ServiceProcess Search { get; private set; } = null!;

    internal ServiceProcess Synthesis { get; private set; } = null!;

    internal ServiceProcess Training { get; private set; } = null!;

    internal ServiceProcess Web { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Encoding = await AddAsync("Encoding");
        ArchiveService = await AddAsync("Archive", Encoding.As("encoding"));
        Search = await AddAsync("Search", Encoding.As("encoding"));
        Synthesis = await AddAsync("Synthesis", ("IdClip__SynthesisRoots__0", _folder));
        Training = await AddAsync("Training", ("IdClip__TrainingRoots__0", _folder));
        Web = await AddAsync("Web", Encoding.As("encoding"), ArchiveService.As("archive"), Search.As("search"), Synthesis.As("synthesis"), Training.As("training"));

        // Through the front door, as a client does.
        using var channel = Web.Connect();
        await FillAsync(new(channel), ["mira_okafor", "greta_falkenrath", "empty"], "Mira Okafor", "Greta Falkenrath");
    }

    public ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
            process.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Has scenes of the demo indexed, by the beginnings of their names, and enrols people.</summary>
    internal static async Task FillAsync(Contract.Archive.ArchiveClient archive, string[] scenes, params string[] names)
    {
        Contract.IndexReport? report = null;
        using (var call = archive.Index(new() { Roots = { scenes.SelectMany(scene => Directory.GetFiles(Path.Combine(Pictures, "scenes"), scene + "*")) } }))
            await foreach (var update in call.ResponseStream.ReadAllAsync())
                report = update.Report;
        Assert.Equal(0, report!.Failed);
        foreach (var name in names)
            await archive.EnrolAsync(new()
            {
                Name = name,
                Photos = { Directory.GetFiles(Path.Combine(Pictures, "enrol"), name.ToLowerInvariant().Replace(' ', '_') + "*").Select(f => new Contract.EnrolmentPhoto { Path = f }) },
            });
    }

    private async Task<ServiceProcess> AddAsync(string service, params IEnumerable<(string Name, string Value)> environment)
    {
        var process = await ServiceProcess.StartAsync(service, [("IdClip__Archive", Archive), .. environment]);
        _processes.Add(process);
        return process;
    }
}

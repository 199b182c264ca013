using IdClip.Services.Tests;
using IdClip.Tests;
using Contract = IdClip.Contracts.V1;

[assembly: AssemblyFixture(typeof(TwoArchives))]

namespace IdClip.Services.Tests;

/// <summary>Two archives with keys of their own, reachable from other machines, over one Encoding service that asks for a third.</summary>
public sealed class TwoArchives : IAsyncLifetime
{
    private readonly string _folder = TestFolders.NewTemporary();
    private readonly List<ServiceProcess> _processes = [];

    /// <summary>The archive of Mira Okafor.</summary>
    internal KeyedArchive First { get; private set; } = null!;

    /// <summary>The archive of Greta Falkenrath.</summary>
    internal KeyedArchive Second { get; private set; } = null!;

    /// <summary>The Encoding service, which has a key file and no archive.</summary>
    internal ServiceProcess Encoding { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var encodingKey = await CommandLine.NewKeyAsync(_folder, "services");
        Encoding = await ServiceProcess.StartAsync("Encoding", ("IdClip__Keys", Path.Combine(_folder, "keys.json")), ("Kestrel__Endpoints__grpc__Url", "http://0.0.0.0:0"));
        _processes.Add(Encoding);
        First = await StartAsync("first", encodingKey, "mira_okafor", "Mira Okafor");
        Second = await StartAsync("second", encodingKey, "greta_falkenrath", "Greta Falkenrath");
    }

    public ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
            process.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<KeyedArchive> StartAsync(string name, string encodingKey, string scenes, string person)
    {
        var folder = Path.Combine(_folder, name);
        var key = await CommandLine.NewKeyAsync(folder, "test");
        (string, string)[] environment = [("IdClip__Archive", folder), ("IdClip__Key", encodingKey), Encoding.As("encoding"), ("Kestrel__Endpoints__grpc__Url", "http://0.0.0.0:0")];
        var archive = await ServiceProcess.StartAsync("Archive", environment);
        _processes.Add(archive);
        using var channel = archive.Address.Connect(key);
        await DemoStack.FillAsync(new Contract.Archive.ArchiveClient(channel), [scenes], person);
        var search = await ServiceProcess.StartAsync("Search", environment);
        _processes.Add(search);
        return new(folder, key, archive, search);
    }
}

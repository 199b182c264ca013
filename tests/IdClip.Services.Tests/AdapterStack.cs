using System.Security.Cryptography;
using System.Text.Json;
using IdClip.Models.Adapters;
using IdClip.Models.Store;
using IdClip.Tests;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Services.Tests;

/// <summary>Encoding, Archive and Search over an archive of Mira Okafor and a store of their own with a small made adapter, which changes images.</summary>
public sealed class AdapterStack : IAsyncLifetime
{
    internal const string Query = "@{Mira Okafor} in a forest";
    internal const string Adapter = "made";

    private readonly string _folder = TestFolders.NewTemporary();
    private readonly List<ServiceProcess> _processes = [];

    /// <summary>RabbitMQ, or null for messages within the Archive service.</summary>
    internal string? Messaging { get; init; }

    /// <summary>Redis, or null for none.</summary>
    internal string? Cache { get; init; }

    /// <summary>The archive's folder.</summary>
    internal string Folder => Path.Combine(_folder, "archive");

    /// <summary>The store's folder.</summary>
    internal string Store => Path.Combine(_folder, "adapters");

    internal ServiceProcess Encoding { get; private set; } = null!;

    internal ServiceProcess ArchiveService { get; set; } = null!;

    internal ServiceProcess Search { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Encoding = await StartAsync("Encoding");
        ArchiveService = await StartAsync("Archive");
        using var channel = ArchiveService.Address.Connect();
        await DemoStack.FillAsync(new Contract.Archive.ArchiveClient(channel), ["mira_okafor", "empty"], "Mira Okafor");
        Search = await StartAsync("Search");
        Make(Adapter, seed: 3);
    }

    /// <summary>Starts a service of the stack.</summary>
    internal async Task<ServiceProcess> StartAsync(string service, params IEnumerable<(string Name, string Value)> environment)
    {
        (string, string)[] known = [("IdClip__Archive", Folder), ("IDCLIP_ADAPTERS", Store), ("ConnectionStrings__messaging", Messaging ?? ""), ("ConnectionStrings__cache", Cache ?? "")];
        var process = await ServiceProcess.StartAsync(service, [.. known, .. Encoding is null ? [] : new[] { Encoding.As("encoding") }, .. environment]);
        _processes.Add(process);
        return process;
    }

    /// <summary>Puts another adapter into the store.</summary>
    internal AdapterManifest Make(string name, int seed, int imagePrompts = 2)
    {
        var clip = ModelStore.Default().OpenClip();
        var recogniser = File.ReadAllBytes(Path.Combine(TestFolders.Repository, "models", "sface", "sface_int8w.onnx"));
        return MadeAdapter.Write(
            Path.Combine(Store, name), clip, 128, "sface", Convert.ToHexStringLower(SHA256.HashData(recogniser)), MadeAdapter.RandomTensors(clip, 128, imagePrompts, seed), name);
    }

    /// <summary>Runs the program over the stack's archive and store, in a process of its own.</summary>
    internal Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) =>
        CommandLine.RunInAsync([("IDCLIP_ARCHIVE", Folder), ("IDCLIP_ADAPTERS", Store)], arguments);

    /// <summary>The answers to the query as JSON, and what the asker is told beside them.</summary>
    /// <param name="server">Who is asked; the program itself where none is named.</param>
    internal async Task<(string Answers, string Notes)> AskAsync(ServiceProcess? server = null)
    {
        var (exitCode, output, error) = await RunAsync(["search", Query, "--json", "--top", "30", .. server is null ? [] : new[] { "--server", server.Address.Grpc.ToString() }]);
        Assert.True(exitCode == 0, error);
        using var json = JsonDocument.Parse(output);
        return (json.RootElement.GetProperty("answers").GetRawText(), json.RootElement.GetProperty("notes").GetRawText());
    }

    public ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
            process.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

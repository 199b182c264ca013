using Grpc.Core;
using IdClip.Services.Tests;
using IdClip.Tests;
using Contract = IdClip.Contracts.V1;

[assembly: AssemblyFixture(typeof(DemoStack))]

namespace IdClip.Services.Tests;

/// <summary>All services as eng/stack starts them, over a part of the demo archive that they indexed and enrolled themselves; once for all tests that only read.</summary>
public sealed class DemoStack : IAsyncLifetime
{
    private readonly string _folder = TestFolders.NewTemporary();

    /// <summary>Folder of the demo's pictures.</summary>
    public static string Pictures { get; } = Path.Combine(TestFolders.Repository, "demo");

    /// <summary>The stack's data folder.</summary>
    internal string Data => Path.Combine(_folder, "stack");

    /// <summary>Its first port.</summary>
    internal int Port { get; } = FreePorts.Find(StackScript.Ports);

    /// <summary>What eng/stack said.</summary>
    internal string Output { get; private set; } = "";

    /// <summary>What the services tell of themselves.</summary>
    internal TelemetryReceiver Telemetry { get; private set; } = null!;

    internal ServiceAddress Web => ServiceAddress.At(Port);

    internal ServiceAddress Encoding => ServiceAddress.At(Port + 10);

    internal ServiceAddress ArchiveService => ServiceAddress.At(Port + 12);

    internal ServiceAddress Search => ServiceAddress.At(Port + 14);

    internal ServiceAddress Synthesis => ServiceAddress.At(Port + 16);

    internal ServiceAddress Training => ServiceAddress.At(Port + 18);

    public async ValueTask InitializeAsync()
    {
        Telemetry = new(Port + 20);
        (string, string)[] environment =
        [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", Telemetry.Address.ToString()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "1000"), ("OTEL_BSP_SCHEDULE_DELAY", "500"), ("OTEL_BLRP_SCHEDULE_DELAY", "500"),
        ];
        (var exitCode, Output) = await StackScript.RunAsync(Data, Port, environment, "up", "--synth-root", _folder, "--training-root", _folder);
        Assert.True(exitCode == 0, Output);

        // Through the front door, as a client does.
        using var channel = Web.Connect();
        await FillAsync(new(channel), ["mira_okafor", "greta_falkenrath", "empty"], "Mira Okafor", "Greta Falkenrath");
    }

    public async ValueTask DisposeAsync()
    {
        await StackScript.RunAsync(Data, Port, [], "down");
        Telemetry.Dispose();
        Directory.Delete(_folder, recursive: true);
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
}

using System.Diagnostics;
using IdClip.Services.Tests;
using IdClip.Tests;
using Npgsql;

namespace IdClip.EndToEnd.Faults;

/// <summary>The whole distributed set of eng/stack over an archive of its own, whose processes can be killed one by one.</summary>
internal sealed class FaultStack : IAsyncDisposable
{
    private const int Tries = 5;

    private static readonly string MilvusLite = Environment.GetEnvironmentVariable("MILVUS_LITE") ?? Path.Combine(TestFolders.Repository, "..", "shared", "milvus-lite", "serve");

    private readonly TemporaryFolder folder = new();
    private readonly string brokers;

    private FaultStack()
    {
        // Milvus Lite is a program of developers' machines; without it the index is the exact one.
        brokers = "postgres,rabbitmq,redis" + (File.Exists(MilvusLite) ? ",milvus" : "");
        Victims = ["Encoding", "Archive", "Archive", "Search", "Synthesis", "Training", "Web", .. brokers.Split(',')];
    }

    /// <summary>What can be killed; the process that writes is there twice.</summary>
    public IReadOnlyList<string> Victims { get; }

    /// <summary>Folder of the archive.</summary>
    public string Archive => folder["archive"];

    /// <summary>Folder for photos.</summary>
    public string Photos => folder["photos"];

    /// <summary>The Archive service, asked without a way through Web.</summary>
    public ServiceAddress ArchiveService => ServiceAddress.At(Port + 12);

    /// <summary>The Search service.</summary>
    public ServiceAddress Search => ServiceAddress.At(Port + 14);

    // PostgreSQL's own user must get there, so it is not below a folder of ours alone.
    private string Data { get; } = Path.Combine(Path.GetTempPath(), $"idclip-stack-{Guid.NewGuid():N}");

    private int Port { get; } = FreePorts.Find(StackScript.Ports);

    /// <summary>Starts everything over an empty archive.</summary>
    /// <param name="photos">Photos to write, each a file with content of its own.</param>
    public static async Task<FaultStack> StartAsync(int photos)
    {
        var missing = new[] { "/usr/lib/rabbitmq/bin/rabbitmq-server", "/usr/bin/redis-server", "/usr/lib/postgresql" }.Where(path => !Path.Exists(path)).ToArray();
        Assert.SkipUnless(missing.Length == 0, $"not on this machine: {string.Join(", ", missing)}");
        var stack = new FaultStack();
        DemoPhotos.Write(stack.Photos, photos);
        try
        {
            await stack.UpAsync();
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills a process and all that it started, as a machine that loses its power.</summary>
    public void KillNow(string name)
    {
        var pid = int.Parse(File.ReadAllText(Path.Combine(Data, "run", name)).Split(' ')[0], null);
        using var kill = Process.Start("kill", ["-KILL", "--", $"-{pid}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Starts what is not running and waits until everything is healthy.</summary>
    public async Task UpAsync()
    {
        var output = "";
        // The children of a killed PostgreSQL hold its memory for a moment.
        for (var i = 0; i < Tries; i++)
        {
            (var exitCode, output) = await StackScript.RunAsync(Data, Port, [], "up", "--archive", Archive, "--with", brokers);
            if (exitCode == 0)
                return;
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        throw new Xunit.Sdk.XunitException(output);
    }

    /// <summary>What the catalogue has committed: photos with their content's hash.</summary>
    public async Task<Dictionary<long, string>> AcknowledgedAsync()
    {
        var password = (await File.ReadAllTextAsync(Path.Combine(Data, "postgres.password"))).Trim();
        await using var source = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={Port + 30};Database=catalogue;Username=idclip;Password={password};Search Path=idclip");
        await using var command = source.CreateCommand("""select p."Id", encode(c."Sha256", 'hex') from "Photos" p join "Contents" c on c."Id" = p."ContentId" """);
        await using var reader = await command.ExecuteReaderAsync();
        var photos = new Dictionary<long, string>();
        while (await reader.ReadAsync())
            photos.Add(reader.GetInt64(0), reader.GetString(1));
        return photos;
    }

    /// <summary>The last lines of every log, for a failure's message.</summary>
    public string Logs() => string.Join('\n', Directory.GetFiles(Path.Combine(Data, "logs"), "*.log").SelectMany(file => File.ReadLines(file).TakeLast(12).Prepend($"== {Path.GetFileName(file)}")));

    public async ValueTask DisposeAsync()
    {
        await StackScript.RunAsync(Data, Port, [], "down");
        folder.Dispose();
        if (Directory.Exists(Data))
            Directory.Delete(Data, recursive: true);
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using IdClip.Tests;

namespace IdClip.Messaging.Tests.Given;

/// <summary>Debian's RabbitMQ: a node of its own on free ports of this machine with a temporary folder.</summary>
public sealed class RabbitMqServer : IAsyncLifetime
{
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private readonly string folder = TestFolders.NewTemporary();
    private readonly int port = FreePorts.Find(), distribution = FreePorts.Find(), mapper = FreePorts.Find();
    private Process? node;

    /// <summary>What the bus connects to; the test is skipped where RabbitMQ is not installed.</summary>
    public string Connection
    {
        get
        {
            Assert.SkipUnless(File.Exists(Program), "RabbitMQ is not installed (Debian's rabbitmq-server).");
            return $"amqp://guest:guest@127.0.0.1:{port}";
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (File.Exists(Program))
            await StartAsync();
    }

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(Program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["HOME"] = folder,
                ["RABBITMQ_NODENAME"] = $"idclip-{port}@localhost",
                ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
                ["RABBITMQ_NODE_PORT"] = $"{port}",
                ["RABBITMQ_DIST_PORT"] = $"{distribution}",
                ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "mnesia"),
                ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
                ["RABBITMQ_PID_FILE"] = Path.Combine(folder, "pid"),
                ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
                ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "none"),
                ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "plugins"),
                ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
                // A mapper of its own, so that none outlives the tests.
                ["ERL_EPMD_PORT"] = $"{mapper}",
                ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            },
        };
        // Its few lines fit the pipes. Waiting for their end would also wait for the mapper, which outlives the node.
        node = Process.Start(start)!;
        for (var watch = Stopwatch.StartNew(); !await AnswersAsync(); await Task.Delay(100))
            if (node.HasExited || watch.Elapsed > StartLimit)
                throw new InvalidOperationException($"RabbitMQ does not start; see {folder}/log.");
    }

    /// <summary>Ends the node as a power cut does.</summary>
    public async Task KillAsync()
    {
        node!.Kill(entireProcessTree: true);
        await node.WaitForExitAsync();
        node.Dispose();
        node = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (node is not null)
            await KillAsync();
        EndMapper();
        Directory.Delete(folder, recursive: true);
    }

    // It leaves the node's process tree when it starts, so it is told to end by its own program.
    private void EndMapper()
    {
        if (!File.Exists(Program))
            return;
        using var end = Process.Start(new ProcessStartInfo("epmd", ["-port", $"{mapper}", "-kill"]) { RedirectStandardOutput = true, RedirectStandardError = true });
        end!.WaitForExit();
    }

    // The protocol's first answer to its header, which a port that is only open does not give.
    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            var stream = client.GetStream();
            await stream.WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray());
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            return await stream.ReadAsync(new byte[1], limit.Token) == 1;
        }
        catch (Exception error) when (error is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }
}

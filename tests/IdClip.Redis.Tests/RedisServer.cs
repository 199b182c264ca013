using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using IdClip.Tests;
using StackExchange.Redis;

namespace IdClip.Redis.Tests;

/// <summary>A real redis-server on a port of its own, which can be killed, halted and started again. It is empty after each start.</summary>
public sealed class RedisServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = TestFolders.NewTemporary();
    private readonly int _port = FreePorts.Find();
    private Process? _process;

    public string Connection => $"127.0.0.1:{_port}";

    /// <summary>As <see cref="Connection"/>, for tests in which a machine that is busy must not pass for a Redis that is away.</summary>
    public string PatientConnection => $"{Connection},asyncTimeout=20000";

    /// <summary>Starts it where it does not run; skips the running test by name where it is not installed.</summary>
    public void RequireRunning()
    {
        if (_process is { HasExited: false })
            return;
        var program = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "redis-server")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "redis-server is not installed (Debian: apt-get install redis-server)");
        _process?.Dispose();
        _process = Process.Start(new ProcessStartInfo(program!, ["--bind", "127.0.0.1", "--port", $"{_port}", "--dir", _folder, "--save", "", "--appendonly", "no"]) { RedirectStandardOutput = true })!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        for (var started = Stopwatch.GetTimestamp(); !Listens(); Thread.Sleep(20))
            Assert.True(!_process.HasExited && Stopwatch.GetElapsedTime(started) < Patience, "redis-server did not start");
    }

    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    /// <summary>As a server that hangs: connections stay open, nothing is answered.</summary>
    public void Halt() => Signal("-STOP");

    public void Continue() => Signal("-CONT");

    /// <summary>Every key with all that is kept under it, as bytes.</summary>
    public async Task<IReadOnlyDictionary<string, byte[]>> ReadAllAsync()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(Connection);
        var found = new Dictionary<string, byte[]>();
        await foreach (var key in redis.GetServers()[0].KeysAsync())
            found[key!] = await redis.GetDatabase().KeyTypeAsync(key) == RedisType.Hash
                ? [.. (await redis.GetDatabase().HashGetAllAsync(key)).SelectMany(field => (byte[])field.Value!)]
                : (byte[])(await redis.GetDatabase().StringGetAsync(key))!;
        return found;
    }

    /// <summary>Waits until there are keys that contain something: hosts write after they have answered.</summary>
    public async Task<IReadOnlyList<string>> WaitForKeysAsync(string part, int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        for (; ; await Task.Delay(20, patience.Token))
            if ((await ReadAllAsync()).Keys.Where(key => key.Contains(part, StringComparison.Ordinal)).ToList() is { } keys && keys.Count >= count)
                return keys;
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
            Kill();
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private bool Listens()
    {
        try
        {
            using var client = new TcpClient(IPAddress.Loopback.ToString(), _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{_process!.Id}"]);
        kill.WaitForExit();
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using IdClip.Tests;

namespace IdClip.Services.Tests;

/// <summary>A built service host as a process, on free loopback ports.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private const string Listening = "Now listening on: ";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _addresses = [];
    private bool _disposed;

    private ServiceProcess(string service, IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(PathOf(service)) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        start.Environment["Kestrel__Endpoints__http__Url"] = "http://127.0.0.1:0";
        start.Environment["Kestrel__Endpoints__grpc__Url"] = "http://127.0.0.1:0";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = new() { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Exited += (_, _) => _started.TrySetException(new InvalidOperationException($"{service} ended.\n{Output}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where it listens.</summary>
    public ServiceAddress Address => new(Near(_addresses[1]), Near(_addresses[0]));

    /// <summary>Whether it was killed.</summary>
    public bool IsDisposed => _disposed;

    /// <summary>What it wrote.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Starts a service and waits until it listens.</summary>
    public static async Task<ServiceProcess> StartAsync(string service, params IEnumerable<(string Name, string Value)> environment)
    {
        var process = new ServiceProcess(service, environment);
        try
        {
            await process._started.Task.WaitAsync(Patience);
            return process;
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>Starts a service that is to end by itself.</summary>
    /// <returns>Its exit code and what it wrote.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(string service, params IEnumerable<(string Name, string Value)> environment)
    {
        using var process = new ServiceProcess(service, environment);
        using var patience = new CancellationTokenSource(Patience);
        await process._process.WaitForExitAsync(patience.Token);
        return (process._process.ExitCode, process.Output);
    }

    /// <summary>How another service finds this one.</summary>
    public (string Name, string Value) As(string name) => ($"services__{name}__grpc__0", Address.Grpc.ToString());

    /// <summary>Kills it, as a machine that loses its power; a second time nothing happens.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    // bin/Release/net10.0 of the tests is bin/Release/net10.0 of the service.
    private static string PathOf(string service) => Path.Combine(
        TestFolders.Repository, "src", "Services", service, Path.GetRelativePath(Path.Combine(TestFolders.Repository, "tests", "IdClip.Services.Tests"), AppContext.BaseDirectory),
        $"IdClip.Services.{service}{(OperatingSystem.IsWindows() ? ".exe" : "")}");

    // Where a host listens on all addresses, this machine's is one.
    private static Uri Near(string address) => new(address.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));

    private void Take(string? line)
    {
        if (line is null)
            return;
        _lines.Enqueue(line);
        if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
            _addresses.Add(line[(at + Listening.Length)..]);
        // Endpoints are opened in the order of their names: grpc, http.
        if (line.Contains("Application started", StringComparison.Ordinal))
            _started.TrySetResult();
    }
}

using System.Diagnostics;
using IdClip.Search.Index;
using IdClip.Tests;

namespace IdClip.Search.Milvus.Tests;

/// <summary>A real server of the Milvus protocol over a folder of its own, which can be killed, halted and started again.</summary>
public sealed class MilvusLite : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _data = TestFolders.NewTemporary();
    private readonly int _port = FreePorts.Find();
    private Process? _process;

    public MilvusOptions Options => new() { Address = new($"http://127.0.0.1:{_port}"), Deadline = TimeSpan.FromMinutes(5) };

    /// <summary>Starts it where it does not run; skips the running test by name where it cannot.</summary>
    public void RequireRunning()
    {
        if (_process is { HasExited: false })
            return;
        var serve = TestFolders.Shared("milvus-lite/serve");
        Assert.SkipUnless(HasLibraries(), "milvus-lite needs Debian 12's python3 with python3-numpy, python3-pandas and python3-faiss");
        _process = Process.Start(new ProcessStartInfo("bash", [serve, _data, $"{_port}"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.ErrorDataReceived += static (_, _) => { };
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();

        using var store = new MilvusIndexStore(Options with { Deadline = TimeSpan.FromSeconds(1) });
        for (var started = Stopwatch.GetTimestamp(); !IsHealthy(store); Thread.Sleep(100))
            Assert.True(!_process.HasExited && Stopwatch.GetElapsedTime(started) < Patience, "milvus-lite did not start");
    }

    /// <summary>As a machine that loses its power.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    /// <summary>As a server whose disk was replaced.</summary>
    public void Empty()
    {
        Kill();
        Directory.Delete(_data, recursive: true);
        Directory.CreateDirectory(_data);
        RequireRunning();
    }

    /// <summary>As a server that hangs: connections stay open, nothing is answered.</summary>
    public void Halt() => Signal("-STOP");

    public void Continue() => Signal("-CONT");

    public void Dispose()
    {
        if (_process is { HasExited: false })
            Kill();
        _process?.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private static bool IsHealthy(MilvusIndexStore store)
    {
        try
        {
            return store.CheckHealthAsync().GetAwaiter().GetResult().Count == 0;
        }
        catch (IndexServiceException)
        {
            return false;
        }
    }

    private static bool HasLibraries()
    {
        if (!File.Exists("/usr/bin/python3"))
            return false;
        const string Check = "import sys, numpy, pandas, faiss; sys.exit(sys.version_info[:2] != (3, 11))";
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", Check]) { RedirectStandardError = true })!;
        python.StandardError.ReadToEnd();
        python.WaitForExit();
        return python.ExitCode == 0;
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{_process!.Id}"]);
        kill.WaitForExit();
    }
}

using System.Diagnostics;
using System.Globalization;
using IdClip.Archive.Tests.Given;
using IdClip.Tests;

[assembly: AssemblyFixture(typeof(PostgreSqlServer.Ending))]

namespace IdClip.Archive.Tests.Given;

/// <summary>A PostgreSQL server of Debian's package on a free port and a temporary folder, started by the first test that wants one. Each archive is a schema.</summary>
public sealed partial class PostgreSqlServer : IDisposable
{
    private const string Versions = "/usr/lib/postgresql";

    private static readonly Lock Gate = new();
    private static PostgreSqlServer? running;

    private readonly string data = "/tmp/idclip-test-pg-" + Guid.NewGuid().ToString("N");
    private readonly int port = FreePorts.Find();
    private int schemas;

    /// <summary>The files of all tables and indexes.</summary>
    public string TableFiles => Path.Combine(data, "base");

    private PostgreSqlServer()
    {
    }

    /// <summary>The server; skips the running test by name where PostgreSQL is not installed.</summary>
    public static PostgreSqlServer Running
    {
        get
        {
            lock (Gate)
                return running ??= StartNew();
        }
    }

    private static string? Programs { get; } = Directory.Exists(Versions)
        ? Directory.GetDirectories(Versions).Select(v => Path.Combine(v, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order().LastOrDefault()
        : null;

    /// <summary>A server for one test; skips it by name where PostgreSQL is not installed.</summary>
    public static PostgreSqlServer StartNew()
    {
        Assert.SkipUnless(Programs is not null, "PostgreSQL is not on this machine (apt install postgresql)");
        var server = new PostgreSqlServer();
        server.Initialise();
        return server;
    }

    /// <summary>A connection string with a schema that is not there yet.</summary>
    public string NewConnection() => string.Create(CultureInfo.InvariantCulture,
        $"Host=127.0.0.1;Port={port};Database=idclip;Username=idclip;Search Path=archive_{Interlocked.Increment(ref schemas)};Maximum Pool Size=8");

    /// <summary>Stops the server as kill -9 would, and starts it again.</summary>
    public void Crash()
    {
        Control("stop", "-m", "immediate");
        Start();
    }

    public void Dispose()
    {
        Control("stop", "-m", "immediate");
        AsUser("rm", "-rf", data);
    }

    private void Initialise()
    {
        // Without syncing: what is tested is IdClip, not the disk.
        AsUser(Path.Combine(Programs!, "initdb"), "-D", data, "-U", "idclip", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions");
        Start();
    }

    private void Start() => Control("start", "-w", "-l", Path.Combine(data, "log"), "-o",
        string.Create(CultureInfo.InvariantCulture, $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=200"));

    private void Control(string what, params string[] more) => AsUser([Path.Combine(Programs!, "pg_ctl"), what, "-s", "-D", data, .. more]);

    // PostgreSQL refuses to run as root.
    private static void AsUser(params string[] command)
    {
        string[] whole = Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", .. command] : command;
        // The server inherits these, so they are no pipes of this process.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", .. whole]) { WorkingDirectory = "/tmp" })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', whole)} ended with {process.ExitCode}");
    }

    /// <summary>Stops the shared server after the last test.</summary>
    public sealed class Ending : IDisposable
    {
        public void Dispose() => running?.Dispose();
    }
}

using System.Diagnostics;
using IdClip.Tests;

namespace IdClip.Services.Tests;

/// <summary>eng/stack, which a person starts all services with.</summary>
internal static class StackScript
{
    /// <summary>Ports that a stack takes side by side.</summary>
    public const int Ports = 40;

    private static readonly string Script = Path.Combine(TestFolders.Repository, "eng", "stack");

    // bin/Release/net10.0
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>Runs a command of the script to its end.</summary>
    /// <param name="data">The stack's data folder.</param>
    /// <param name="port">Its first port.</param>
    /// <param name="environment">What all processes are told.</param>
    /// <param name="arguments">The command and its options.</param>
    public static async Task<(int ExitCode, string Output)> RunAsync(string data, int port, IEnumerable<(string Name, string Value)> environment, params string[] arguments)
    {
        // Files, not pipes: what the script starts outlives it and would hold a pipe open.
        var output = Path.Combine(data, $"{arguments[0]}.out");
        Directory.CreateDirectory(data);
        string[] line = ["-c", "exec \"$0\" \"$@\" >\"$OUTPUT\" 2>&1", Script, .. arguments, "--data", data, "--port", $"{port}", "-c", Configuration];
        var start = new ProcessStartInfo("bash", line) { Environment = { ["OUTPUT"] = output } };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return (process.ExitCode, await File.ReadAllTextAsync(output));
    }
}

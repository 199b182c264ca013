using System.Diagnostics;
using IdClip.Tests;

namespace IdClip.EndToEnd;

/// <summary>The built idclip executable, run as a process as a person runs it.</summary>
internal static class IdClipProgram
{
    // bin/Release/net10.0 of the tests is bin/Release/net10.0 of the program.
    public static readonly string Executable = Path.Combine(
        TestFolders.Repository, "src", "IdClip", Path.GetRelativePath(Path.Combine(TestFolders.Repository, "tests", "IdClip.EndToEnd"), AppContext.BaseDirectory),
        OperatingSystem.IsWindows() ? "idclip.exe" : "idclip");

    /// <summary>Runs to the end with an archive of its own.</summary>
    public static async Task<ProgramResult> RunAsync(string archive, params string[] arguments)
    {
        using var process = Start(archive, null, arguments);
        return await EndAsync(process);
    }

    /// <summary>Runs to the end through <c>dotnet run</c>, as the README does, in a folder.</summary>
    public static async Task<ProgramResult> DotnetRunAsync(string workingFolder, params string[] arguments)
    {
        var configuration = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(Executable)!)!);
        string[] run = ["run", "--no-build", "-c", configuration, "--project", Path.Combine(TestFolders.Repository, "src", "IdClip"), "--"];
        using var process = Process.Start(new ProcessStartInfo("dotnet", [.. run, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingFolder,
        })!;
        return await EndAsync(process);
    }

    private static async Task<ProgramResult> EndAsync(Process process)
    {
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, await error);
    }

    /// <summary>Runs and fails the test unless the program ends with 0.</summary>
    public static async Task<ProgramResult> SucceedAsync(string archive, params string[] arguments)
    {
        var result = await RunAsync(archive, arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result;
    }

    /// <summary>Starts the program in a folder; the caller reads its output and ends it.</summary>
    public static Process Start(string archive, string? workingFolder, params string[] arguments) => Start(archive, workingFolder, new ProcessStartInfo(Executable, arguments));

    /// <summary>Starts the program so that it hears Ctrl-C, also where the tests run in the background of a shell and therefore without it.</summary>
    public static Process StartInForeground(string archive, params string[] arguments) => Start(archive, null, new ProcessStartInfo("env", ["--default-signal=INT", Executable, .. arguments]));

    private static Process Start(string archive, string? workingFolder, ProcessStartInfo start)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.WorkingDirectory = workingFolder ?? Path.GetTempPath();
        start.Environment["IDCLIP_ARCHIVE"] = archive;
        start.Environment["IDCLIP_ADAPTERS"] = archive + ".adapters";
        start.Environment.Remove("IDCLIP_DEBUG");
        return Process.Start(start)!;
    }
}

using IdClip.EndToEnd;
using IdClip.Tests;

[assembly: AssemblyFixture(typeof(DemoArchive))]

namespace IdClip.EndToEnd;

/// <summary>The archive of <c>idclip demo --once</c>, made once for all tests; each takes a copy to change.</summary>
public sealed class DemoArchive : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();

    /// <summary>The demo pictures.</summary>
    public static string Pictures { get; } = Path.Combine(TestFolders.Repository, "demo");

    /// <summary>The archive; tests only read it.</summary>
    public string Archive => folder["archive"];

    /// <summary>What the demo wrote on the screen.</summary>
    public string Output { get; private set; } = "";

    /// <summary>The contact sheet that the demo left in the folder it was run in.</summary>
    public string Sheet => folder["idclip-demo.png"];

    public async ValueTask InitializeAsync() => Output = await RunDemoAsync();

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs the demo on the archive again.</summary>
    internal async Task<string> RunDemoAsync()
    {
        using var process = IdClipProgram.Start(folder["unused"], folder.Path, "demo", "--once", "--archive", Archive);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"the demo failed: {error}");
    }

    /// <summary>A copy of the archive that a test may change.</summary>
    internal void CopyTo(string archive) => TemporaryFolder.Copy(Archive, archive);
}

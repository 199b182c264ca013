using System.Diagnostics;
using IdClip.Archive.Adapters;

namespace IdClip.Archive.Tests.Given;

/// <summary>A run of <see cref="AdapterPhotos"/> in a process of its own, to be killed. It is this test program again, asked for this one explicit test.</summary>
public sealed class AdapterChild
{
    private const string Variable = "IDCLIP_TEST_ADAPTER";

    /// <summary>Starts a child; it writes how many photos are committed into <paramref name="committed"/> as it goes.</summary>
    public static Process Start(string archive, string committed)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["-explicit", "only", "-method", $"{typeof(AdapterChild).FullName}.{nameof(Run)}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [Variable] = $"{archive}\n{committed}" },
        };
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    [Fact(Explicit = true)]
    public async Task Run()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split('\n') is not [var archive, var committed])
            return;
        await using var catalogue = await Catalogue.Catalogue.OpenAsync(archive, TestContext.Current.CancellationToken);
        // Never finished, however long whoever is to kill it has no processor.
        var photos = 0;
        var encoder = new ByteAdapter { Before = _ => Thread.Sleep(Interlocked.Increment(ref photos) < 120 ? TimeSpan.FromMilliseconds(5) : TimeSpan.FromMinutes(1)) };
        var wanted = new ArchiveAdapter("killed", ByteAdapter.Identity, ChangesImages: true);
        await new AdapterPhotos(catalogue, encoder, new() { ChunkSize = 4, Workers = 2 }).RunAsync(new Commits(committed), wanted, TestContext.Current.CancellationToken);
    }

    private sealed class Commits(string file) : IProgress<AdapterProgress>
    {
        public void Report(AdapterProgress value) => File.AppendAllText(file, $"{value.Done}\n");
    }
}

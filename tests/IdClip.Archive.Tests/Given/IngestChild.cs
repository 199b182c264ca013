using System.Diagnostics;
using IdClip.Archive.Ingest;
using IdClip.Archive.PostgreSql;

namespace IdClip.Archive.Tests.Given;

/// <summary>An ingest in a process of its own, to be killed. It is this test program again, asked for this one explicit test.</summary>
public sealed class IngestChild
{
    private const string Variable = "IDCLIP_TEST_INGEST";

    /// <summary>Starts a child; it writes how many files are acknowledged into <paramref name="acknowledged"/> as it goes.</summary>
    /// <remarks>A connection makes it work on a PostgreSQL catalogue.</remarks>
    public static Process Start(string archive, string photos, string acknowledged, int millisecondsPerFile, string connection = "")
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["-explicit", "only", "-method", $"{typeof(IngestChild).FullName}.{nameof(Ingest)}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                [Variable] = string.Join('\n', archive, photos, acknowledged, millisecondsPerFile, connection),
                // It dies young, so compiling it well would be wasted.
                ["DOTNET_TieredPGO"] = "0",
            },
        };
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    [Fact(Explicit = true)]
    public async Task Ingest()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split('\n') is not [var archive, var photos, var acknowledged, var wait, var connection])
            return;
        await using var catalogue = connection.Length > 0
            ? await PostgreSqlCatalogue.OpenAsync(connection, archive, TestContext.Current.CancellationToken)
            : await Catalogue.Catalogue.OpenAsync(archive, TestContext.Current.CancellationToken);
        var encoder = new ByteEncoder { Before = _ => Thread.Sleep(int.Parse(wait, null)) };
        await new PhotoIngest(catalogue, encoder).RunAsync([photos], new Acknowledgements(acknowledged), TestContext.Current.CancellationToken);
    }

    private sealed class Acknowledgements(string file) : IProgress<IngestProgress>
    {
        public void Report(IngestProgress value) => File.AppendAllText(file, $"{value.Done}\n");
    }
}

using System.Diagnostics;
using System.Globalization;
using Grpc.Net.Client;
using IdClip.Tests;

namespace IdClip.EndToEnd;

public sealed class IndexJobTests : IDisposable
{
    private const int Photos = 80;

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_job_survives_the_death_of_its_server_and_who_waits_for_it_waits_on()
    {
        Directory.CreateDirectory(folder["photos"]);
        var scenes = Directory.GetFiles(Path.Combine(DemoArchive.Pictures, "scenes"));
        // Bytes after the end of a JPEG change its hash and nothing else.
        for (var i = 0; i < Photos; i++)
            File.WriteAllBytes(folder[$"photos/{i}.jpg"], [.. File.ReadAllBytes(scenes[i % scenes.Length]), .. BitConverter.GetBytes(i)]);
        var port = FreePorts.Find(2);
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port + 1}");

        using var first = await ServeAsync(port);
        using var waiting = IdClipProgram.Start(folder["none"], null, "--server", address, "index", folder["photos"]);
        waiting.StandardInput.Close();
        var (output, error) = (waiting.StandardOutput.ReadToEndAsync(Ct), waiting.StandardError.ReadToEndAsync(Ct));
        using (var channel = GrpcChannel.ForAddress(address))
            while (!waiting.HasExited && !await IsUnderWayAsync(new(channel)))
                await Task.Delay(20, Ct);
        first.Kill();
        await first.WaitForExitAsync(Ct);
        var between = await IdClipProgram.SucceedAsync(folder["archive"], "jobs", "list");
        Assert.False(waiting.HasExited, "it was over before the server was killed");

        using var second = await ServeAsync(port);
        await waiting.WaitForExitAsync(Ct);
        var after = await IdClipProgram.SucceedAsync(folder["archive"], "--server", address, "jobs", "list");
        second.Kill();
        await second.WaitForExitAsync(Ct);

        Assert.Contains("Running", between.Output, StringComparison.Ordinal);
        Assert.True(waiting.ExitCode == 0, await error);
        Assert.Contains($"found {Photos}: encoded {Photos}, unchanged 0, duplicates 0, failed 0", await output, StringComparison.Ordinal);
        Assert.Contains("The server is away", await error, StringComparison.Ordinal);
        Assert.Contains("Done", after.Output, StringComparison.Ordinal);
        Assert.Contains($"{Photos} of {Photos}", after.Output, StringComparison.Ordinal);
        var again = await IdClipProgram.SucceedAsync(folder["archive"], "index", folder["photos"]);
        Assert.Contains($"found {Photos}: encoded 0, unchanged {Photos}", again.Output, StringComparison.Ordinal);
    }

    private static async Task<bool> IsUnderWayAsync(Contracts.V1.Archive.ArchiveClient client) =>
        (await client.ListIndexAsync(new(), cancellationToken: Ct)).Jobs.SingleOrDefault()?.Progress.Encoded > 0;

    private async Task<Process> ServeAsync(int port)
    {
        var server = IdClipProgram.Start(folder["archive"], null, "serve", "--port", port.ToString(CultureInfo.InvariantCulture));
        while (await server.StandardOutput.ReadLineAsync(Ct) is { } line)
            if (line.StartsWith("gRPC:", StringComparison.Ordinal))
                return server;
        throw new Xunit.Sdk.XunitException(await server.StandardError.ReadToEndAsync(Ct));
    }
}

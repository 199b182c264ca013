using Grpc.Core;
using IdClip.Tests;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Services.Tests;

public sealed class ReplicaTests
{
    private const int Photos = 28;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_index_run_goes_on_with_the_other_encoding_service_when_one_is_killed()
    {
        var folder = TestFolders.NewTemporary();
        using (var first = await ServiceProcess.StartAsync("Encoding"))
        using (var second = await ServiceProcess.StartAsync("Encoding"))
        using (var archive = await ServiceProcess.StartAsync("Archive", ("IdClip__Archive", folder),
            ("services__encoding__grpc__0", first.Address.Grpc.ToString()), ("services__encoding__grpc__1", second.Address.Grpc.ToString())))
        using (var channel = archive.Address.Connect())
        {
            var client = new Contract.Archive.ArchiveClient(channel);
            using var call = client.Index(new() { Roots = { Directory.GetFiles(Path.Combine(DemoStack.Pictures, "scenes")).Take(Photos) } }, cancellationToken: Ct);
            Contract.IndexReport? report = null;
            await foreach (var update in call.ResponseStream.ReadAllAsync(Ct))
            {
                report = update.Report;
                if (update.Progress is { Found: > 0 })
                    // Whatever it has in hand is not acknowledged.
                    first.Dispose();
            }

            Assert.Equal(Photos, report!.Encoded);
            Assert.Equal(0, report.Failed);
            Assert.Equal(Photos, (await client.SummaryAsync(new(), cancellationToken: Ct)).Photos.Indexed);
        }
        Directory.Delete(folder, recursive: true);
    }
}

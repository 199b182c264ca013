using Grpc.Core;
using Grpc.Net.Client;
using IdClip.Archive.Tests.Given;
using IdClip.Messaging.Tests.Given;
using IdClip.Tests;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Services.Tests;

public sealed class SharedIndexJobTests(RabbitMqServer broker) : IClassFixture<RabbitMqServer>, IDisposable
{
    private const int Photos = 96;

    private readonly string _folder = TestFolders.NewTemporary();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Hosts_share_a_job_and_one_that_is_killed_leaves_nothing_undone_or_doubled()
    {
        var (messaging, catalogue) = (broker.Connection, PostgreSqlServer.Running.NewConnection());
        var (exitCode, _, error) = await CommandLine.RunAsync(null, "catalogue", "migrate", "--connection", catalogue);
        Assert.True(exitCode == 0, error);
        var photos = WritePhotos();
        using var encoding = await ServiceProcess.StartAsync("Encoding");
        var hosts = await Task.WhenAll(((string[])["a", "b"]).Select(name => ServiceProcess.StartAsync("Archive",
            ("IdClip__Archive", Path.Combine(_folder, name)), encoding.As("encoding"), ("ConnectionStrings__catalogue", catalogue), ("ConnectionStrings__messaging", messaging))));
        using var first = hosts[0];
        using var second = hosts[1];
        using GrpcChannel channel = first.Address.Connect(), other = second.Address.Connect();
        var client = new Contract.Archive.ArchiveClient(other);

        var started = await new Contract.Archive.ArchiveClient(channel).StartIndexAsync(new() { Photos = new() { Roots = { photos } } }, cancellationToken: Ct);
        Contract.IndexJob? last = null;
        using (var call = client.WatchIndex(new() { Job = started.Id }, cancellationToken: Ct))
            await foreach (var job in call.ResponseStream.ReadAllAsync(Ct))
            {
                last = job;
                // Whatever it has in hand is not acknowledged.
                if (job is { Joined: 2, State: Contract.JobState.Running } && job.Progress.Encoded is > 0 and < Photos)
                    first.Dispose();
            }

        Assert.Equal(Contract.JobState.Done, last!.State);
        Assert.Equal(2, last.Joined);
        Assert.True(first.IsDisposed, "it was over before a host was killed");
        Assert.Equal((Photos, Photos, Photos, 0, 0, 0),
            (last.Report.Found, last.Report.Encoded, last.Report.Photos, last.Report.Unchanged, last.Report.Duplicates, last.Report.Failed));
        var counts = (await client.SummaryAsync(new(), cancellationToken: Ct)).Photos;
        Assert.Equal((0, Photos, 0), (counts.Found, counts.Encoded + counts.Indexed, counts.Failed));

        // What is said of people is kept there too.
        var group = (await client.ListClustersAsync(new(), cancellationToken: Ct)).Clusters[0];
        var named = await client.LabelFacesAsync(new() { ClusterIds = { group.Id }, Statement = Contract.FaceStatement.Is, Name = "Somebody" }, cancellationToken: Ct);
        Assert.NotEqual(0, named.Faces);
        Assert.Equal("Somebody", Assert.Single((await client.ListPeopleAsync(new(), cancellationToken: Ct)).People).Name);
    }

    // Bytes after the end of a JPEG change its hash and nothing else, so every file is a photo of its own.
    private string WritePhotos()
    {
        var photos = Directory.CreateDirectory(Path.Combine(_folder, "photos")).FullName;
        var scenes = Directory.GetFiles(Path.Combine(DemoStack.Pictures, "scenes"));
        for (var i = 0; i < Photos; i++)
            File.WriteAllBytes(Path.Combine(photos, $"{i}.jpg"), [.. File.ReadAllBytes(scenes[i % scenes.Length]), .. BitConverter.GetBytes(i)]);
        return photos;
    }
}

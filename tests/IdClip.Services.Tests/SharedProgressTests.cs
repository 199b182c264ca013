using System.Threading.Channels;
using IdClip.Redis.Tests;
using IdClip.Tests;
using StackExchange.Redis;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Services.Tests;

public sealed class SharedProgressTests : IDisposable
{
    private readonly RedisServer _redis = new();
    private readonly string _folder = TestFolders.NewTemporary();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _redis.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_synthesis_service_tells_how_its_jobs_end()
    {
        _redis.RequireRunning();
        await using var redis = await ConnectionMultiplexer.ConnectAsync(_redis.Connection);
        var told = Channel.CreateUnbounded<(string Topic, Contract.SynthesisJob Job)>();
        await redis.GetSubscriber().SubscribeAsync(RedisChannel.Pattern("idclip:v1:synthesis:*"), (topic, message) => told.Writer.TryWrite((topic!, Contract.SynthesisJob.Parser.ParseFrom((byte[])message!))));
        using var service = await ServiceProcess.StartAsync("Synthesis",
            ("IdClip__Archive", Path.Combine(_folder, "archive")), ("IdClip__SynthesisRoots__0", _folder), ("ConnectionStrings__cache", _redis.Connection));
        using var channel = service.Address.Connect();

        var id = (await new Contract.Synthesis.SynthesisClient(channel).StartAsync(new() { Set = SetWithoutGallery() }, cancellationToken: Ct)).Id;

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        (string Topic, Contract.SynthesisJob Job) last;
        do
            last = await told.Reader.ReadAsync(patience.Token);
        while (last.Job.State is Contract.JobState.Queued or Contract.JobState.Running);
        Assert.Equal($"idclip:v1:synthesis:{id}", last.Topic);
        Assert.Equal(Contract.JobState.Failed, last.Job.State);
        Assert.Contains("gallery.json", last.Job.Failure, StringComparison.Ordinal);
    }

    private Contract.SynthesisSet SetWithoutGallery()
    {
        var (images, gallery) = (Directory.CreateDirectory(Path.Combine(_folder, "images")), Directory.CreateDirectory(Path.Combine(_folder, "gallery")));
        var captions = Path.Combine(_folder, "captions.csv");
        File.WriteAllText(captions, "image,caption\na.jpg,a man on a beach\n");
        return new() { Contexts = captions, Images = images.FullName, Gallery = gallery.FullName, Output = Path.Combine(_folder, "set") };
    }
}

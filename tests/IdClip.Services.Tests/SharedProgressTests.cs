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
            ("IdClip__Archive", Path.Combine(_folder, "archive")), ("IdClip__SynthesisRoots__0", _folder), ("ConnectionStrings__cache", _redis.PatientConnection));
        using var channel = service.Address.Connect();

        var id = (await new Contract.Synthesis.SynthesisClient(channel).StartAsync(new() { Set = SetWithoutGallery() }, cancellationToken: Ct)).Id;

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromMinutes(3));
        (string Topic, Contract.SynthesisJob Job) last;
        do
            last = await told.Reader.ReadAsync(patience.Token);
        while (last.Job.State is Contract.JobState.Queued or Contract.JobState.Running);
        Assert.Equal($"idclip:v1:synthesis:{id}", last.Topic);
        Assert.Equal(Contract.JobState.Failed, last.Job.State);
        Assert.Contains("gallery.json", last.Job.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_training_service_tells_how_its_jobs_end()
    {
        _redis.RequireRunning();
        await using var redis = await ConnectionMultiplexer.ConnectAsync(_redis.Connection);
        var told = Channel.CreateUnbounded<Contract.TrainingJob>();
        await redis.GetSubscriber().SubscribeAsync(RedisChannel.Pattern("idclip:v1:training:*"), (_, message) => told.Writer.TryWrite(Contract.TrainingJob.Parser.ParseFrom((byte[])message!)));
        var set = DemoTraining.Write(Path.Combine(_folder, "set"));
        using var service = await ServiceProcess.StartAsync("Training",
            ("IdClip__Archive", Path.Combine(_folder, "archive")), ("IdClip__TrainingRoots__0", _folder), ("ConnectionStrings__cache", _redis.PatientConnection),
            ("IDCLIP_ADAPTERS", Path.Combine(_folder, "adapters")));
        using var channel = service.Address.Connect();
        var client = new Contract.Training.TrainingClient(channel);

        var job = await client.StartAsync(new()
        {
            Run = new() { Manifest = set.ManifestWithoutValidation, Output = set.Output("mine"), Configuration = "translator", Adapter = "mine", Epochs = 10_000 },
        }, cancellationToken: Ct);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromMinutes(3));
        Assert.Equal(job.Id, (await told.Reader.ReadAsync(patience.Token)).Id);
        await client.CancelAsync(new() { Job = job.Id }, cancellationToken: Ct);

        while ((await told.Reader.ReadAsync(patience.Token)).State != Contract.JobState.Cancelled)
        {
        }
    }

    [Fact]
    public async Task Another_host_hears_of_an_index_job_while_it_runs()
    {
        _redis.RequireRunning();
        await using var redis = await ConnectionMultiplexer.ConnectAsync(_redis.Connection);
        var told = Channel.CreateUnbounded<Contract.IndexJob>();
        await redis.GetSubscriber().SubscribeAsync(RedisChannel.Pattern("idclip:v1:index:*"), (_, message) => told.Writer.TryWrite(Contract.IndexJob.Parser.ParseFrom((byte[])message!)));
        var photos = Directory.CreateDirectory(Path.Combine(_folder, "photos")).FullName;
        foreach (var scene in Directory.GetFiles(Path.Combine(DemoStack.Pictures, "scenes"), "empty*"))
            File.Copy(scene, Path.Combine(photos, Path.GetFileName(scene)));
        using var encoding = await ServiceProcess.StartAsync("Encoding");
        using var service = await ServiceProcess.StartAsync("Archive",
            ("IdClip__Archive", Path.Combine(_folder, "archive")), encoding.As("encoding"), ("ConnectionStrings__cache", _redis.PatientConnection));
        using var channel = service.Address.Connect();

        var id = (await new Contract.Archive.ArchiveClient(channel).StartIndexAsync(new() { Photos = new() { Roots = { photos } } }, cancellationToken: Ct)).Id;

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromMinutes(3));
        var heard = new List<Contract.IndexJob>();
        do
            heard.Add(await told.Reader.ReadAsync(patience.Token));
        while (heard[^1].State is Contract.JobState.Queued or Contract.JobState.Running);
        Assert.All(heard, job => Assert.Equal(id, job.Id));
        Assert.Contains(heard, job => job.State == Contract.JobState.Running);
        Assert.Equal((Contract.JobState.Done, Directory.GetFiles(photos).Length), (heard[^1].State, heard[^1].Report.Encoded));
    }

    [Fact]
    public async Task Another_host_hears_of_an_activation_while_photos_are_encoded()
    {
        _redis.RequireRunning();
        await using var redis = await ConnectionMultiplexer.ConnectAsync(_redis.Connection);
        var told = Channel.CreateUnbounded<Contract.AdapterActivation>();
        await redis.GetSubscriber().SubscribeAsync(RedisChannel.Pattern("idclip:v1:activation:*"), (_, message) => told.Writer.TryWrite(Contract.AdapterActivation.Parser.ParseFrom((byte[])message!)));
        await using var stack = new AdapterStack { Cache = _redis.PatientConnection };
        await stack.InitializeAsync();
        using var channel = stack.ArchiveService.Address.Connect();

        var id = (await new Contract.Archive.ArchiveClient(channel).ActivateAdapterAsync(new() { Name = AdapterStack.Adapter }, cancellationToken: Ct)).Id;

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromMinutes(3));
        var heard = new List<Contract.AdapterActivation>();
        do
            heard.Add(await told.Reader.ReadAsync(patience.Token));
        while (heard[^1].State is Contract.JobState.Queued or Contract.JobState.Running);
        Assert.All(heard, activation => Assert.Equal(id, activation.Id));
        Assert.Contains(heard, activation => activation is { State: Contract.JobState.Running, Encoded: > 0 });
        Assert.Equal((Contract.JobState.Done, 0), (heard[^1].State, heard[^1].Missing));
    }

    private Contract.SynthesisSet SetWithoutGallery()
    {
        var (images, gallery) = (Directory.CreateDirectory(Path.Combine(_folder, "images")), Directory.CreateDirectory(Path.Combine(_folder, "gallery")));
        var captions = Path.Combine(_folder, "captions.csv");
        File.WriteAllText(captions, "image,caption\na.jpg,a man on a beach\n");
        return new() { Contexts = captions, Images = images.FullName, Gallery = gallery.FullName, Output = Path.Combine(_folder, "set") };
    }
}

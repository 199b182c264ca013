using Grpc.Core;
using IdClip.Messaging.Tests.Given;
using IdClip.Tests;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Services.Tests;

public sealed class AdapterMessagesTests(RabbitMqServer rabbit) : IClassFixture<RabbitMqServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public Task Within_the_archive_service_an_order_outlives_it_and_a_trained_adapter_becomes_active() => RunAsync(null);

    [Fact]
    public Task Over_rabbitmq_an_order_outlives_the_archive_service_and_a_trained_adapter_becomes_active() => RunAsync(rabbit.Connection);

    [Fact]
    public async Task A_broker_that_is_away_leaves_the_archive_service_degraded_and_answering()
    {
        var folder = TestFolders.NewTemporary();
        using (var service = await ServiceProcess.StartAsync("Archive", ("IdClip__Archive", folder), ("ConnectionStrings__messaging", "amqp://guest:guest@127.0.0.1:1")))
        using (var http = new HttpClient { BaseAddress = service.Address.Http })
        using (var channel = service.Address.Connect())
        {
            Assert.StartsWith("Degraded", await http.GetStringAsync("/health", Ct), StringComparison.Ordinal);
            Assert.Null((await new Contract.Archive.ArchiveClient(channel).SummaryAsync(new(), cancellationToken: Ct)).ActiveAdapter);
        }
        Directory.Delete(folder, recursive: true);
    }

    private static async Task RunAsync(string? messaging)
    {
        await using var stack = new AdapterStack { Messaging = messaging };
        await stack.InitializeAsync();
        var id = await OrderAndKillAsync(stack);

        stack.ArchiveService = await stack.StartAsync("Archive");
        using var channel = stack.ArchiveService.Address.Connect();
        var archive = new Contract.Archive.ArchiveClient(channel);
        var made = await EndAsync(archive, id);

        Assert.True(made.State == Contract.JobState.Done, made.ToString());
        Assert.Equal(0, made.Missing);
        Assert.True(made.Encoded > 0, made.ToString());
        Assert.Contains(" x joint ", (await stack.AskAsync(stack.Search)).Answers, StringComparison.Ordinal);

        // What is trained then, by a third process, takes its place.
        var job = await TrainAsync(stack);
        var trained = await EndAsync(archive, job);
        var summary = await archive.SummaryAsync(new(), cancellationToken: Ct);
        Assert.True(trained.State == Contract.JobState.Done, trained.ToString());
        Assert.Equal(("trained", null), (summary.ActiveAdapter.Name, summary.WantedAdapter));
        Assert.Empty(Directory.GetFiles(Path.Combine(stack.Folder, "index"), "joint-*.idx"));
        Assert.Equal((await stack.AskAsync()).Answers, (await stack.AskAsync(stack.Search)).Answers);
        var failed = await stack.RunAsync("jobs", "failed");
        Assert.Equal((0, ""), (failed.ExitCode, failed.Output.Trim()));
    }

    // Killed once the order is acknowledged, while photos are being encoded.
    private static async Task<string> OrderAndKillAsync(AdapterStack stack)
    {
        using var channel = stack.ArchiveService.Address.Connect();
        var ordered = await new Contract.Archive.ArchiveClient(channel).ActivateAdapterAsync(new() { Name = AdapterStack.Adapter }, cancellationToken: Ct);
        stack.ArchiveService.Dispose();
        Assert.Equal(Contract.JobState.Running, ordered.State);
        return ordered.Id;
    }

    private static async Task<string> TrainAsync(AdapterStack stack)
    {
        var set = DemoTraining.Write(Path.Combine(stack.Folder + ".set"));
        var service = await stack.StartAsync("Training", ("IdClip__TrainingRoots__0", set.Folder));
        using var channel = service.Address.Connect();
        var client = new Contract.Training.TrainingClient(channel);
        var job = await client.StartAsync(new()
        {
            Run = new() { Manifest = set.ManifestWithoutValidation, Output = set.Output("trained"), Configuration = "translator", Adapter = "trained", Epochs = 1, Activate = true },
        }, cancellationToken: Ct);
        using var call = client.Watch(new() { Job = job.Id }, cancellationToken: Ct);
        var end = await call.ResponseStream.ReadAllAsync(Ct).LastAsync(Ct);
        Assert.True(end.State == Contract.JobState.Done, end.ToString());
        return job.Id;
    }

    // The messages that a job's end sends are on their way for a moment.
    private static async Task<Contract.AdapterActivation> EndAsync(Contract.Archive.ArchiveClient archive, string id)
    {
        while (true)
            try
            {
                using var call = archive.WatchActivation(new() { Id = id }, cancellationToken: Ct);
                return await call.ResponseStream.ReadAllAsync(Ct).LastAsync(Ct);
            }
            catch (RpcException error) when (error.StatusCode == StatusCode.NotFound)
            {
                await Task.Delay(100, Ct);
            }
    }
}

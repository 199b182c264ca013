using System.Text;
using IdClip.Messages.Adapters;
using IdClip.Messages.Synthesis;
using IdClip.Messaging.Delivery;
using IdClip.Messaging.Runs;
using IdClip.Messaging.Tests.Given;
using RabbitMQ.Client;

namespace IdClip.Messaging.Tests;

public sealed class RabbitMqTests(RabbitMqServer server) : IClassFixture<RabbitMqServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_receiver_that_starts_later_than_the_sender_gets_all()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        var activation = new AliasActivation(archive.Catalogue);
        await using var sender = await MessagingHost.StartAsync(archive.Catalogue, activation, server.Connection, MessagingParts.None);
        var run = Guid.NewGuid();
        await archive.Outbox.AddAsync([new AdapterTrained(run, "mine", "aa", Activate: true)], Ct);
        await Soon.IsTrueAsync(archive.IsSentAsync);
        Assert.Equal(0, activation.Started);

        await using var runs = await MessagingHost.StartAsync(archive.Catalogue, activation, server.Connection, MessagingParts.Runs);
        await using var worker = await MessagingHost.StartAsync(archive.Catalogue, activation, server.Connection, MessagingParts.Reindexing);

        await Soon.IsAsync("Active", () => archive.StateOfAsync<AdapterRun>(run));
        Assert.Equal(1, activation.Started);
    }

    [Fact]
    public async Task The_broker_may_be_killed_and_started_again_in_the_middle()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        await using var host = await MessagingHost.StartAsync(archive.Catalogue, new AliasActivation(archive.Catalogue), server.Connection);
        var runs = Enumerable.Range(0, 120).Select(_ => Guid.NewGuid()).ToList();
        var at = DateTimeOffset.UnixEpoch;
        await archive.Outbox.AddAsync([.. runs.Select(run => new SynthesisRequested(run, $"/sets/{run}", at))], Ct);
        await Soon.IsTrueAsync(async () => (await archive.Runs.ListAsync(nameof(SynthesisRun), 1000, Ct)).Count > 20);

        await server.KillAsync();
        await archive.Outbox.AddAsync([.. runs.Select(run => new SynthesisFinished(run, $"/sets/{run}", at, "Done", null))], Ct);
        await server.StartAsync();

        await Soon.IsTrueAsync(async () => (await archive.Runs.ListAsync(nameof(SynthesisRun), 1000, Ct)).Count(run => run.State == "Done") == runs.Count);
        await Soon.IsTrueAsync(archive.IsSentAsync);
        Assert.Empty(await archive.Failed.ListAsync(Ct));
    }

    [Fact]
    public async Task Work_of_a_process_that_ends_goes_on_in_another()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        var begun = new TaskCompletionSource();
        var first = new AliasActivation(archive.Catalogue) { Before = async (_, ct) => { begun.TrySetResult(); await Task.Delay(Timeout.Infinite, ct); } };
        await using var host = await MessagingHost.StartAsync(archive.Catalogue, first, server.Connection);
        var run = Guid.NewGuid();
        await archive.Outbox.AddAsync([new AdapterTrained(run, "mine", "aa", Activate: true)], Ct);
        await begun.Task.WaitAsync(Ct);
        await host.DisposeAsync();

        var second = new AliasActivation(archive.Catalogue);
        await using var next = await MessagingHost.StartAsync(archive.Catalogue, second, server.Connection);

        await Soon.IsAsync("Active", () => archive.StateOfAsync<AdapterRun>(run));
        Assert.Equal((0, 1), (first.Flipped, second.Flipped));
        Assert.Empty(await archive.Failed.ListAsync(Ct));
    }

    [Fact]
    public async Task What_is_no_message_ends_with_the_failures_and_the_next_one_is_handled()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        await using var host = await MessagingHost.StartAsync(archive.Catalogue, new AliasActivation(archive.Catalogue), server.Connection);
        var run = Guid.NewGuid();
        await archive.Outbox.AddAsync([new AdapterTrained(run, "mine", "aa", Activate: false)], Ct);
        await Soon.IsAsync("Kept", () => archive.StateOfAsync<AdapterRun>(run));

        await using (var connection = await new ConnectionFactory { Uri = new(server.Connection) }.CreateConnectionAsync(Ct))
        await using (var channel = await connection.CreateChannelAsync(cancellationToken: Ct))
            await channel.BasicPublishAsync("", Queues.AdapterRuns, Encoding.UTF8.GetBytes("poison"), Ct);

        await Soon.IsAsync(1, async () => (await archive.Failed.ListAsync(Ct)).Count);
        var failure = Assert.Single(await archive.Failed.ListAsync(Ct));
        Assert.Equal((null, "poison", Queues.AdapterRuns), (failure.Type, failure.Body, failure.Queue));
        Assert.Equal(0, await archive.Failed.RetryAsync(null, Ct));
        Assert.Equal(1, await archive.Failed.DropAsync(failure.MessageId, Ct));

        await archive.Outbox.AddAsync([new AdapterTrained(run, "mine", "bb", Activate: true)], Ct);
        await Soon.IsAsync("Active", () => archive.StateOfAsync<AdapterRun>(run));
    }
}

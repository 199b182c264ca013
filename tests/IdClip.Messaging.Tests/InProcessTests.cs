using IdClip.Archive.Adapters;
using IdClip.Archive.Messages;
using IdClip.Jobs;
using IdClip.Messages.Adapters;
using IdClip.Messages.Synthesis;
using IdClip.Messaging.Runs;
using IdClip.Messaging.Tests.Given;

namespace IdClip.Messaging.Tests;

public sealed class InProcessTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_trained_adapter_that_was_asked_for_becomes_the_active_one()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        var activation = new AliasActivation(archive.Catalogue);
        await using var host = await MessagingHost.StartAsync(archive.Catalogue, activation);
        var run = Guid.NewGuid();

        await archive.Outbox.AddAsync([new AdapterTrained(run, "mine", "aa", Activate: true)], Ct);

        await Soon.IsAsync("Active", () => archive.StateOfAsync<AdapterRun>(run));
        await Soon.IsTrueAsync(archive.IsSentAsync);
        Assert.Equal("mine", (await new AdapterAlias(archive.Catalogue).ReadAsync(Ct)).Active?.Name);
        Assert.Equal(1, activation.Started);
    }

    [Fact]
    public async Task One_that_was_not_asked_for_is_kept_in_the_store()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        var activation = new AliasActivation(archive.Catalogue);
        await using var host = await MessagingHost.StartAsync(archive.Catalogue, activation);
        var run = Guid.NewGuid();

        await archive.Outbox.AddAsync([new AdapterTrained(run, "mine", "aa", Activate: false)], Ct);

        await Soon.IsAsync("Kept", () => archive.StateOfAsync<AdapterRun>(run));
        await Soon.IsTrueAsync(archive.IsSentAsync);
        Assert.Equal(0, activation.Started);
    }

    [Fact]
    public async Task One_that_another_was_asked_for_after_is_superseded()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        await using var host = await MessagingHost.StartAsync(archive.Catalogue, new AliasActivation(archive.Catalogue) { IsSuperseded = true });

        var run = await new AdapterActivations(archive.Catalogue).OrderAsync(new("mine", "aa", ChangesImages: false), Ct);

        await Soon.IsAsync(JobState.Cancelled, async () => (await new AdapterActivations(archive.Catalogue).FindAsync(run, Ct))!.State);
        Assert.Equal("Superseded", await archive.StateOfAsync<AdapterRun>(run));
    }

    [Fact]
    public async Task One_that_always_fails_is_on_its_way_no_more_once_its_message_is_removed()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        var activations = new AdapterActivations(archive.Catalogue);
        await using var host = await MessagingHost.StartAsync(
            archive.Catalogue, new AliasActivation(archive.Catalogue) { Before = (_, _) => throw new InvalidOperationException("broken") });
        var run = await activations.OrderAsync(new("mine", "aa", ChangesImages: false), Ct);
        await Soon.IsAsync(JobState.Failed, async () => (await activations.FindAsync(run, Ct))!.State);

        Assert.Equal(1, await new FailedMessages(archive.Catalogue).DropAsync(null, Ct));

        await Soon.IsAsync(JobState.Cancelled, async () => Assert.Single(await activations.ListAsync(10, Ct)).State);
        Assert.Null((await new AdapterAlias(archive.Catalogue).ReadAsync(Ct)).Wanted);
    }

    [Fact]
    public async Task An_order_for_what_is_wanted_already_joins_it()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        var activations = new AdapterActivations(archive.Catalogue);

        // No host lives while these are committed.
        var first = await activations.OrderAsync(new("mine", "aa", ChangesImages: false), Ct);
        var same = await activations.OrderAsync(new("mine", "aa", ChangesImages: false), Ct);
        var other = await activations.OrderAsync(new("yours", "bb", ChangesImages: false), Ct);

        Assert.Equal(first, same);
        Assert.NotEqual(first, other);
        Assert.Equal("yours", (await new AdapterAlias(archive.Catalogue).ReadAsync(Ct)).Wanted?.Name);
        Assert.Equal(2, (await archive.Outbox.ReadAsync(0, 10, Ct)).Count);
        Assert.Equal(JobState.Running, (await activations.FindAsync(first, Ct))!.State);
        Assert.Null(await activations.FindAsync(Guid.NewGuid(), Ct));
    }

    [Fact]
    public async Task What_was_told_of_a_job_is_not_told_again_when_handled_messages_are_forgotten()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        var inbox = new Inbox(archive.Catalogue);
        var trained = new AdapterTrained(Guid.NewGuid(), "mine", "aa", Activate: true);
        await archive.Outbox.AddOnceAsync(trained, Ct);
        await inbox.HandleAsync(trained.MessageId, "somebody", _ => Task.CompletedTask, Ct);
        await archive.Outbox.RemoveAsync([.. (await archive.Outbox.ReadAsync(0, 10, Ct)).Select(message => message.Id)], Ct);

        await inbox.ForgetAsync(TimeSpan.Zero, Ct);
        await archive.Outbox.AddOnceAsync(trained, Ct);

        Assert.False(await inbox.HasAsync(trained.MessageId, "somebody", Ct));
        Assert.True(await archive.IsSentAsync());
    }

    [Fact]
    public async Task A_message_that_comes_again_and_again_has_one_effect()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        var activation = new AliasActivation(archive.Catalogue);
        await using var host = await MessagingHost.StartAsync(archive.Catalogue, activation);
        var trained = new AdapterTrained(Guid.NewGuid(), "mine", "aa", Activate: true);
        var requested = new ReindexRequested(trained.Run, "mine", "aa");

        for (var time = 0; time < 5; time++)
        {
            await archive.Outbox.AddAsync([trained, requested, new IndexFlipped(trained.Run, "mine", "aa")], Ct);
            await Soon.IsTrueAsync(archive.IsSentAsync);
        }

        Assert.Equal("Active", await archive.StateOfAsync<AdapterRun>(trained.Run));
        Assert.Equal(1, activation.Flipped);
        Assert.Empty(await archive.Failed.ListAsync(Ct));
    }

    [Fact]
    public async Task What_a_crash_left_between_commit_and_sending_is_sent_by_the_next_process()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        var runs = Enumerable.Range(0, 120).Select(_ => Guid.NewGuid()).ToList();
        var at = DateTimeOffset.UnixEpoch;
        // No dispatcher lives while these are committed.
        await archive.Outbox.AddAsync([.. runs.Select(run => new SynthesisRequested(run, $"/sets/{run}", at))], Ct);
        await archive.Outbox.AddAsync([.. runs.Select(run => new SynthesisFinished(run, $"/sets/{run}", at, "Done", null))], Ct);

        await using var host = await MessagingHost.StartAsync(archive.Catalogue, new AliasActivation(archive.Catalogue));

        await Soon.IsTrueAsync(archive.IsSentAsync);
        foreach (var run in runs)
            Assert.Equal("Done", await archive.StateOfAsync<SynthesisRun>(run));
    }

    [Fact]
    public async Task Work_that_is_interrupted_goes_on_in_the_next_process()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        var begun = new TaskCompletionSource();
        var first = new AliasActivation(archive.Catalogue) { Before = async (_, ct) => { begun.TrySetResult(); await Task.Delay(Timeout.Infinite, ct); } };
        await using var host = await MessagingHost.StartAsync(archive.Catalogue, first);
        var run = Guid.NewGuid();
        await archive.Outbox.AddAsync([new AdapterTrained(run, "mine", "aa", Activate: true)], Ct);
        await begun.Task.WaitAsync(Ct);
        await host.DisposeAsync();

        var second = new AliasActivation(archive.Catalogue);
        await using var next = await MessagingHost.StartAsync(archive.Catalogue, second);

        await Soon.IsAsync("Active", () => archive.StateOfAsync<AdapterRun>(run));
        Assert.Equal((0, 1), (first.Flipped, second.Flipped));
    }

    [Fact]
    public async Task A_message_that_always_fails_is_listed_and_can_be_sent_again()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        var activation = new AliasActivation(archive.Catalogue) { Before = (_, _) => throw new InvalidOperationException("The model is gone.") };
        await using var host = await MessagingHost.StartAsync(archive.Catalogue, activation);
        var run = Guid.NewGuid();
        await archive.Outbox.AddAsync([new AdapterTrained(run, "mine", "aa", Activate: true)], Ct);

        await Soon.IsAsync(1, async () => (await archive.Failed.ListAsync(Ct)).Count);
        var failure = Assert.Single(await archive.Failed.ListAsync(Ct));
        Assert.Equal((nameof(ReindexRequested), "InvalidOperationException: The model is gone."), (failure.Type, failure.Reason));
        Assert.Equal((4, 4), (failure.Attempts, activation.Started));
        Assert.Equal("Reindexing", await archive.StateOfAsync<AdapterRun>(run));
        await Soon.IsTrueAsync(archive.IsSentAsync);

        activation.Before = null;
        Assert.Equal(1, await archive.Failed.RetryAsync(failure.MessageId, Ct));

        await Soon.IsAsync("Active", () => archive.StateOfAsync<AdapterRun>(run));
        Assert.Empty(await archive.Failed.ListAsync(Ct));
    }

    [Fact]
    public async Task What_is_told_late_of_an_earlier_start_changes_nothing()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        await using var host = await MessagingHost.StartAsync(archive.Catalogue, new AliasActivation(archive.Catalogue));
        var run = Guid.NewGuid();
        var (first, second) = (DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1));

        await archive.Outbox.AddAsync(
            [new SynthesisRequested(run, "/set", second), new SynthesisFinished(run, "/set", first, "Failed", "The disk was full."), new SynthesisRequested(run, "/set", first)], Ct);
        await Soon.IsTrueAsync(archive.IsSentAsync);

        Assert.Equal("Queued", await archive.StateOfAsync<SynthesisRun>(run));
        Assert.Empty(await archive.Failed.ListAsync(Ct));
    }
}

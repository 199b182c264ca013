using IdClip.Archive.Catalogue;
using IdClip.Archive.Messages;
using IdClip.Messages;
using IdClip.Messages.Adapters;

namespace IdClip.EndToEnd;

public sealed class JobsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Failed_messages_are_listed_and_sent_again_or_removed()
    {
        var ct = TestContext.Current.CancellationToken;
        var message = new ReindexRequested(Guid.NewGuid(), "mine", "aa");
        await using (var catalogue = await Catalogue.OpenAsync(folder["archive"], ct))
        {
            var failed = new FailedMessages(catalogue);
            await failed.AddAsync(new(message.MessageId, "idclip-reindex", nameof(ReindexRequested), MessageTypes.Write(message), DateTime.UtcNow, "ModelException: It is gone.", 7), ct);
            await failed.AddAsync(new(Guid.NewGuid(), "idclip-reindex", null, "poison", DateTime.UtcNow, "JsonException: No message.", 1), ct);
        }

        var listed = await IdClipProgram.SucceedAsync(folder["archive"], "jobs", "failed");
        var nonsense = await IdClipProgram.RunAsync(folder["archive"], "jobs", "retry", "yesterday");
        var retried = await IdClipProgram.SucceedAsync(folder["archive"], "jobs", "retry", "all");
        var again = await IdClipProgram.RunAsync(folder["archive"], "jobs", "retry", message.MessageId.ToString());
        var dropped = await IdClipProgram.SucceedAsync(folder["archive"], "jobs", "drop", "all");

        Assert.Contains(nameof(ReindexRequested), listed.Output, StringComparison.Ordinal);
        Assert.Equal((2, 2), (nonsense.ExitCode, again.ExitCode));
        Assert.Equal(("1 message is sent again", "1 message is removed"), (retried.Output.Trim(), dropped.Output.Trim()));
        await using (var catalogue = await Catalogue.OpenAsync(folder["archive"], ct))
        {
            var sent = Assert.Single(await new Outbox(catalogue).ReadAsync(0, 10, ct));
            Assert.Equal((message, "idclip-reindex"), (sent.Message, sent.Queue));
            Assert.Empty(await new FailedMessages(catalogue).ListAsync(ct));
        }
    }
}

using IdClip.Archive.Catalogue;
using IdClip.Archive.Messages;
using IdClip.Tests;

namespace IdClip.Messaging.Tests.Given;

/// <summary>An archive that is gone when the test is over, and what the tests look at.</summary>
internal sealed class TemporaryArchive : IAsyncDisposable
{
    private TemporaryArchive(Catalogue catalogue) => Catalogue = catalogue;

    public Catalogue Catalogue { get; }

    public Outbox Outbox => new(Catalogue);

    public ArchiveRuns Runs => new(Catalogue);

    public FailedMessages Failed => new(Catalogue);

    public static async Task<TemporaryArchive> CreateAsync() => new(await Catalogue.OpenAsync(TestFolders.NewTemporary()));

    public async Task<bool> IsSentAsync() => (await Outbox.ReadAsync(0, 1, TestContext.Current.CancellationToken)).Count == 0;

    public async Task<string?> StateOfAsync<TRun>(Guid run) => (await Runs.FindAsync(typeof(TRun).Name, run, TestContext.Current.CancellationToken))?.State;

    public async ValueTask DisposeAsync()
    {
        var folder = Catalogue.Folder;
        await Catalogue.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

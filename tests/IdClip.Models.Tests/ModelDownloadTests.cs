using System.Net;
using IdClip.Models.Download;
using IdClip.Models.Import;
using IdClip.Models.Store;

namespace IdClip.Models.Tests;

/// <summary>Pulls IdClip-mini's own files from a server on loopback that misbehaves in turn.</summary>
public sealed class ModelDownloadTests : IAsyncLifetime
{
    private static readonly string Folder = Path.Combine(TestFolders.Repository, "models/idclip-mini");
    private static readonly string Identity = ModelStore.Hash(Path.Combine(Folder, "idclip_mini.safetensors"));
    private static readonly long Size = new FileInfo(Path.Combine(Folder, "idclip_mini.safetensors")).Length;
    private static readonly DownloadOptions Quick = new() { FirstWait = TimeSpan.FromMilliseconds(5), Retries = 4 };

    private readonly string folder = TestFolders.NewTemporary();
    private FileHost host = null!;

    public async ValueTask InitializeAsync() => host = await FileHost.StartAsync(Folder);

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_download_that_breaks_off_goes_on_where_it_was()
    {
        host.Breaks = 2;
        var seen = new List<DownloadProgress>();

        var imported = await PullAsync(progress: new Recorder(seen));

        Assert.Equal(Identity, imported.Identity);
        Assert.Equal("pulled", Store().OpenClip("pulled").Name);
        Assert.Equal("", host.Ranges.ElementAt(0));
        Assert.Matches("^bytes=[1-9][0-9]*-$", host.Ranges.ElementAt(1));
        Assert.Matches("^bytes=[1-9][0-9]*-$", host.Ranges.ElementAt(2));
        Assert.Contains(seen, step => step.Done == Size && step.Total == Size);
        Assert.Equal(["pulled"], Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_run_that_was_ended_goes_on_in_the_next()
    {
        host.Breaks = 1;
        var error = await Assert.ThrowsAsync<ModelException>(() => PullAsync(options: Quick with { Retries = 1, FirstWait = TimeSpan.Zero }, breaks: 9));
        Assert.Contains("run the command again", error.Message, StringComparison.Ordinal);
        host.Breaks = 0;
        host.Ranges.Clear();

        var imported = await PullAsync();

        Assert.Equal(Identity, imported.Identity);
        Assert.Matches("^bytes=[1-9][0-9]*-$", host.Ranges.First());
    }

    [Fact]
    public async Task A_server_without_ranges_is_asked_for_the_whole_file_again()
    {
        host.KnowsRanges = false;
        host.Breaks = 1;

        var imported = await PullAsync();

        Assert.Equal(Identity, imported.Identity);
        Assert.Equal(["", ""], host.Ranges.Take(2));
    }

    [Fact]
    public async Task A_file_that_changes_between_two_attempts_is_not_mixed()
    {
        host.Breaks = 1;
        var changed = false;
        host.Change = bytes =>
        {
            // The second request meets another version.
            if (host.Ranges.Count > 1 && !changed)
                (changed, host.Tag) = (true, "\"v2\"");
            return bytes;
        };

        Assert.Equal(Identity, (await PullAsync()).Identity);
        Assert.True(changed);
    }

    [Fact]
    public async Task Wrong_bytes_are_refused_and_not_kept()
    {
        host.Change = bytes =>
        {
            bytes[bytes.Length / 2] ^= 1;
            return bytes;
        };

        var error = await Assert.ThrowsAsync<ModelException>(() => PullAsync());

        Assert.Contains($"does not have the sha256 {Identity}", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData(+1)]
    [InlineData(-1)]
    public async Task A_file_of_another_size_is_refused(int difference)
    {
        host.Change = bytes => difference > 0 ? [.. bytes, 0] : bytes[..^1];

        var error = await Assert.ThrowsAsync<ModelException>(() => PullAsync());

        Assert.Contains($"has {Size + difference} bytes, but the catalogue says {Size}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_known_sha256_the_hosts_own_is_used_and_the_user_is_told()
    {
        host.LinkedHash = Identity;

        var imported = await PullAsync(pinned: false);

        Assert.Contains(imported.Notes, note => note.Contains("Not pinned: idclip_mini.safetensors", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bytes_that_are_not_what_the_host_states_are_refused()
    {
        host.LinkedHash = new string('0', 64);

        var error = await Assert.ThrowsAsync<ModelException>(() => PullAsync(pinned: false));

        Assert.Contains("does not have the sha256 0000", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, 1)]
    [InlineData(HttpStatusCode.ServiceUnavailable, 5)]
    public async Task An_error_of_the_server_is_named_and_only_a_passing_one_is_tried_again(HttpStatusCode status, int requests)
    {
        host.Status = status;

        var error = await Assert.ThrowsAsync<ModelException>(() => PullAsync());

        Assert.Contains($"{(int)status}", error.Message, StringComparison.Ordinal);
        Assert.Equal(requests, host.Ranges.Count);
    }

    [Theory]
    [InlineData("nothing", "no model 'nothing'")]
    [InlineData("yunet", "comes with IdClip")]
    public async Task A_model_that_can_not_be_pulled_is_explained(string name, string message)
    {
        var store = Store() with { Catalogue = ModelCatalogue.Default };

        var error = await Assert.ThrowsAsync<ModelException>(() => new ModelDownload(store).PullAsync(name, cancel: TestContext.Current.CancellationToken));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private Task<ImportedModel> PullAsync(bool pinned = true, DownloadOptions? options = null, IProgress<DownloadProgress>? progress = null, int breaks = 0)
    {
        host.Breaks += breaks;
        return new ModelDownload(Store(pinned), options ?? Quick).PullAsync("pulled", progress, TestContext.Current.CancellationToken);
    }

    private ModelStore Store(bool pinned = true)
    {
        var from = new Uri($"{host.Address}/resolve/");
        CatalogueFile[] files =
        [
            new("idclip_mini.safetensors", pinned ? Size : null, pinned ? Identity : null, new Uri(from, "idclip_mini.safetensors")),
            new("config.json", Url: new Uri(from, "config.json")),
            new("merges.txt", Url: new Uri(from, "merges.txt")),
        ];
        return new ModelStore([folder], new ModelCatalogue([new CatalogueModel("pulled", ModelKind.Clip, "test", "test licence", "here", files)]));
    }

    // Progress<T> reports on another thread, later.
    private sealed class Recorder(List<DownloadProgress> seen) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => seen.Add(value);
    }
}

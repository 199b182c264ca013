using IdClip.Archive.Catalogue;

namespace IdClip.EndToEnd;

public sealed class KillTests : IDisposable
{
    private const int Kills = 20;
    private const int Photos = 256;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Killed_indexing_loses_nothing_acknowledged_and_doubles_nothing()
    {
        DemoPhotos.Write(folder["photos"], Photos);
        var random = new Random(20);
        var acknowledged = new Dictionary<long, string>();
        for (var kill = 0; kill < Kills; kill++)
        {
            using (var process = IdClipProgram.Start(folder["archive"], null, "index", folder["photos"]))
            {
                // Points spread from before the first commit to the middle of the work.
                await Task.Delay(random.Next(100, 1500), TestContext.Current.CancellationToken);
                process.Kill();
                await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            }
            var now = await ReadAsync();
            Assert.All(acknowledged, photo => Assert.Equal(photo.Value, now.GetValueOrDefault(photo.Key)));
            Assert.Equal(now.Count, now.Values.Distinct().Count());
            acknowledged = now;
        }

        var last = await IdClipProgram.SucceedAsync(folder["archive"], "index", folder["photos"]);
        var found = await Answers.OfAsync(folder["archive"], "a photo", top: 1000);

        Assert.Contains($"found {Photos}: ", last.Output, StringComparison.Ordinal);
        Assert.Contains("duplicates 0, failed 0; removed 0", last.Output, StringComparison.Ordinal);
        Assert.Equal(Photos, found.Count);
        Assert.Equal(
            Directory.GetFiles(folder["photos"]).Order(StringComparer.Ordinal), found.Select(a => a.Photo).Order(StringComparer.Ordinal));
    }

    private async Task<Dictionary<long, string>> ReadAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var catalogue = await Catalogue.OpenAsync(folder["archive"], ct);
        var ids = new List<long>();
        await foreach (var photos in catalogue.ReadEncodedAsync(onlyPending: false, ct: ct))
            ids.AddRange(photos.Select(p => p.Id));
        return (await catalogue.DescribeAsync(ids, ct)).ToDictionary(p => p.Id, p => p.Path);
    }
}

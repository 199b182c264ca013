using IdClip.Archive.Tests.Given;

namespace IdClip.Archive.Tests;

public class CrashTests
{
    private const int Kills = 20, Files = 900, Contents = 700, Late = 80;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_at_twenty_random_points_nothing_acknowledged_is_lost_and_nothing_is_doubled()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        for (var i = 0; i < Files; i++)
            archive.Write($"{i % 7}/{i}.jpg", $"content {i % Contents}");
        var acknowledged = Path.Combine(archive.Folder, "..", "acknowledged");
        var random = new Random(4);
        var (killed, most, rounds) = (0, 0, 0);
        while (killed < Kills)
        {
            File.WriteAllText(acknowledged, "");
            using var child = IngestChild.Start(archive.Folder, archive.Photos, acknowledged, millisecondsPerFile: 0);
            // Somewhere between the first walk and the commits after some hundred files.
            var until = random.Next(100);
            while (Acknowledged(acknowledged) < most + until && !child.HasExited)
                await Task.Delay(4, Ct);
            await Task.Delay(random.Next(30), Ct);
            if (!child.HasExited)
                killed++;
            child.Kill();
            await child.WaitForExitAsync(Ct);

            var done = Acknowledged(acknowledged);
            await using var context = archive.Catalogue.Database.Read();
            var stored = context.Files.Count(f => f.ContentId != null);
            Assert.True(stored >= done, $"{done} files were acknowledged, {stored} are there");
            Assert.True(stored >= most, $"{most} files were there before, {stored} are now");
            most = stored;
            // So that there is work left for every child.
            rounds++;
            for (var i = 0; i < Late; i++)
                archive.Write($"late/{rounds}-{i}.jpg", $"late {rounds} {i}");
        }

        var encoder = new ByteEncoder();
        var report = await archive.IngestAsync(encoder);
        Assert.Empty(report.Failed);
        var photos = await archive.AllPhotosAsync();
        var expected = Enumerable.Range(0, Contents).Select(i => $"content {i}")
            .Concat(Enumerable.Range(1, rounds).SelectMany(k => Enumerable.Range(0, Late).Select(i => $"late {k} {i}")))
            .Select(c => Convert.ToHexString(Vector(c))).ToHashSet();
        Assert.Equal(expected.Count, photos.Count);
        Assert.Equal(expected, photos.Select(p => Convert.ToHexString(Vector(p.Embedding))).ToHashSet());
        Assert.All(photos, p => Assert.Single(p.Faces));
        Assert.InRange(encoder.Files.Count, 0, expected.Count - 1);
    }

    [Fact]
    public async Task A_second_run_names_the_process_that_is_at_work_and_takes_over_when_it_is_dead()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        for (var i = 0; i < 100; i++)
            archive.Write($"{i}.jpg", $"{i}");
        var acknowledged = Path.Combine(archive.Folder, "..", "acknowledged");
        File.WriteAllText(acknowledged, "");
        using var child = IngestChild.Start(archive.Folder, archive.Photos, acknowledged, millisecondsPerFile: 1000);
        try
        {
            while (new FileInfo(acknowledged).Length == 0 && !child.HasExited)
                await Task.Delay(1, Ct);
            var refused = await Assert.ThrowsAsync<ArchiveBusyException>(() => archive.IngestAsync(new ByteEncoder()));
            Assert.Contains($"process {child.Id}", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            child.Kill();
            await child.WaitForExitAsync(Ct);
        }
        Assert.Equal(100, (await archive.IngestAsync(new ByteEncoder())).Found);
        Assert.Equal(100, (await archive.AllPhotosAsync()).Count);
    }

    /// <summary>The last complete line; the child may be writing, or dead, in the middle of one.</summary>
    private static int Acknowledged(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var lines = reader.ReadToEnd().Split('\n');
        return lines.Length < 2 ? 0 : int.Parse(lines[^2], null);
    }

    private static byte[] Vector(string content) => Vector(ByteEncoder.UnitVector(System.Text.Encoding.UTF8.GetBytes(content), 32));

    private static byte[] Vector(float[] vector) => System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(vector).ToArray();
}

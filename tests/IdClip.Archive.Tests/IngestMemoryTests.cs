using IdClip.Archive.Ingest;
using IdClip.Archive.Tests.Given;

namespace IdClip.Archive.Tests;

/// <summary>Alone, since memory is that of the whole process.</summary>
[CollectionDefinition(nameof(IngestMemoryTests), DisableParallelization = true)]
[Collection(nameof(IngestMemoryTests))]
public sealed class IngestMemoryTests
{
    [Fact]
    public async Task Ten_thousand_photos_leave_memory_flat()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        for (var i = 0; i < 10_000; i++)
            archive.Write($"{i % 100}/{i}.jpg", $"{i}");
        var (atFirst, most) = (0L, 0L);
        var progress = new Listener(p =>
        {
            var live = GC.GetTotalMemory(forceFullCollection: p.Done / 2000 != (p.Done - 1) / 2000);
            if (atFirst == 0 && p.Done >= 2000)
                atFirst = live;
            most = Math.Max(most, p.Done > 2000 ? live - atFirst : 0);
        });
        var report = await archive.IngestAsync(new ByteEncoder(), progress: progress);
        Assert.Equal(10_000, report.Encoded);
        // The vectors alone are 6 MB; garbage between two collections is counted too.
        Assert.True(most < 64 << 20, $"{most >> 20} MiB more after 10,000 photos than after 2,000");
        Assert.Equal(10_000, (await archive.IngestAsync(new ByteEncoder())).Unchanged);
    }

    private sealed class Listener(Action<IngestProgress> hear) : IProgress<IngestProgress>
    {
        public void Report(IngestProgress value) => hear(value);
    }
}

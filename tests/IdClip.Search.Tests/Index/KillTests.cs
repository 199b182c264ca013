using System.Diagnostics;
using IdClip.Search.Index;
using IdClip.Tests;

namespace IdClip.Search.Tests.Index;

public sealed class KillTests : IDisposable
{
    private readonly string _folder = TestFolders.NewTemporary();

    [Fact]
    public async Task A_process_killed_at_any_moment_leaves_all_it_acknowledged_and_no_half_change()
    {
        var path = Path.Combine(_folder, "killed.idx");
        var kills = int.Parse(Environment.GetEnvironmentVariable("IDCLIP_TEST_KILLS") ?? "12", System.Globalization.CultureInfo.InvariantCulture);
        var random = new Random(kills);
        var expected = new SortedSet<long>();
        var done = -1;
        for (var kill = 0; kill < kills; kill++)
        {
            var acknowledged = await RunAndKill(path, done + 1, TimeSpan.FromMilliseconds(random.Next(1, 120)));
            for (var change = done + 1; change <= acknowledged; change++)
                Expect(expected, change);
            done = Math.Max(done, acknowledged);

            using var index = ExactIndex.Open(path, AppendingProcess.Dimension);
            var all = index.ScoreAll(MadeVectors.Gaussian(kill, 1, AppendingProcess.Dimension), 1);
            var ids = new SortedSet<long>(all.Ids);
            Assert.Equal(all.Ids.Length, ids.Count);
            // The change under way may have been committed just before its acknowledgement: all of it or nothing.
            if (!ids.SetEquals(expected))
                Expect(expected, ++done);
            Assert.Equal(expected, ids);
            CheckVectors(index, all.Ids);
        }
        Assert.True(done > kills, $"only {done} changes in {kills} runs");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Expect(SortedSet<long> ids, int change)
    {
        if (change % 4 == 3)
            ids.ExceptWith(AppendingProcess.Ids(change - 1)[..5]);
        else
            ids.UnionWith(AppendingProcess.Ids(change));
    }

    // Each vector is the one of its change: its product with itself, given to the index as the query, is the greatest.
    private static void CheckVectors(ExactIndex index, long[] ids)
    {
        foreach (var id in ids.TakeLast(40))
        {
            var change = (int)(id - 1) / 10;
            var vector = MadeVectors.Gaussian(change, 10, AppendingProcess.Dimension).AsSpan((int)((id - 1) % 10) * AppendingProcess.Dimension, AppendingProcess.Dimension);
            Assert.Equal(new VectorHit(id, id, BruteForce.Dot(vector, vector)), index.Search(vector, 1)[0]);
        }
    }

    private static async Task<int> RunAndKill(string path, int from, TimeSpan after)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        // Under "dotnet test" the process is the test program itself; under "dotnet X.dll" the runtime needs to be told which.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
            start.ArgumentList.Add(typeof(KillTests).Assembly.Location);
        start.Environment[AppendingProcess.Variable] = path;
        start.Environment[AppendingProcess.Variable + "_FROM"] = from.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var child = Process.Start(start)!;
        var acknowledged = -1;
        // The first acknowledgement starts the clock: before it the child is only starting up.
        if (await child.StandardOutput.ReadLineAsync() is { } first)
            acknowledged = int.Parse(first, System.Globalization.CultureInfo.InvariantCulture);
        await Task.Delay(after);
        child.Kill();
        while (await child.StandardOutput.ReadLineAsync() is { } line)
            if (int.TryParse(line, out var change))
                acknowledged = change;
        await child.WaitForExitAsync();
        return acknowledged;
    }
}

namespace IdClip.EndToEnd;

public sealed class IndexTests(DemoArchive demo) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Second_run_finds_everything_unchanged()
    {
        demo.CopyTo(folder["archive"]);

        var second = await IdClipProgram.SucceedAsync(folder["archive"], "index", Path.Combine(DemoArchive.Pictures, "scenes"));

        Assert.Contains("found 64: encoded 0, unchanged 64, duplicates 0, failed 0; removed 0", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', second.Output);
        Assert.DoesNotContain('\u001b', second.Error);
    }

    [Fact]
    public async Task Files_that_cannot_be_read_are_named_with_reasons()
    {
        var photos = Directory.CreateDirectory(folder["photos"]).FullName;
        var good = Path.Combine(DemoArchive.Pictures, "scenes", "mira_okafor_01.jpg");
        File.Copy(good, Path.Combine(photos, "good.jpg"));
        File.WriteAllBytes(Path.Combine(photos, "zero.jpg"), []);
        File.WriteAllText(Path.Combine(photos, "corrupt.jpg"), "this is not a picture at all, whatever its name says");
        File.WriteAllBytes(Path.Combine(photos, "truncated.jpg"), File.ReadAllBytes(good)[..9000]);
        Pictures.WriteBomb(Path.Combine(photos, "bomb.png"));

        var result = await IdClipProgram.SucceedAsync(folder["archive"], "index", photos);

        Assert.Contains("found 5: encoded 1, unchanged 0, duplicates 0, failed 4", result.Output, StringComparison.Ordinal);
        var failures = await File.ReadAllLinesAsync(Path.Combine(folder["archive"], "failures.txt"), TestContext.Current.CancellationToken);
        foreach (var name in new[] { "zero.jpg", "corrupt.jpg", "truncated.jpg", "bomb.png" })
        {
            var path = Path.Combine(photos, name);
            Assert.Matches($"(?m)^  {System.Text.RegularExpressions.Regex.Escape(path)}: .{{10,}}$", result.Output);
            Assert.Single(failures, line => line.StartsWith(path + '\t', StringComparison.Ordinal));
        }
        Assert.Equal(1, (await IdClipProgram.RunAsync(folder["archive"], "index", "--strict", photos)).ExitCode);
    }

    [Fact]
    public async Task Nothing_but_broken_files_ends_with_1()
    {
        Directory.CreateDirectory(folder["photos"]);
        File.WriteAllText(folder["photos/broken.jpg"], "no picture");

        Assert.Equal(1, (await IdClipProgram.RunAsync(folder["archive"], "index", folder["photos"])).ExitCode);
    }

    [Fact]
    public async Task A_missing_folder_is_named_and_ends_with_2()
    {
        var result = await IdClipProgram.RunAsync(folder["archive"], "index", folder["nowhere"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal($"idclip: {folder["nowhere"]} does not exist.", result.Error.Trim());
        Assert.False(Directory.Exists(folder["archive"]));
    }

    [Fact]
    public async Task A_copied_photo_is_a_duplicate_and_a_deleted_one_leaves()
    {
        Directory.CreateDirectory(folder["photos"]);
        var scenes = Path.Combine(DemoArchive.Pictures, "scenes");
        File.Copy(Path.Combine(scenes, "empty_01.jpg"), folder["photos/a.jpg"]);
        File.Copy(Path.Combine(scenes, "empty_02.jpg"), folder["photos/b.jpg"]);
        await IdClipProgram.SucceedAsync(folder["archive"], "index", folder["photos"]);
        File.Copy(folder["photos/a.jpg"], folder["photos/c.jpg"]);
        File.Delete(folder["photos/b.jpg"]);

        var result = await IdClipProgram.SucceedAsync(folder["archive"], "index", folder["photos"]);
        var answers = await Answers.OfAsync(folder["archive"], "a beach");

        Assert.Contains("found 2: encoded 0, unchanged 1, duplicates 1, failed 0; removed 1", result.Output, StringComparison.Ordinal);
        Assert.Equal(folder["photos/a.jpg"], Assert.Single(answers).Photo);
    }
}

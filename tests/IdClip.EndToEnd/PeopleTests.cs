using System.Text.Json;

namespace IdClip.EndToEnd;

public sealed class PeopleTests(DemoArchive demo) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task People_are_listed_as_text_and_as_json()
    {
        var text = await IdClipProgram.SucceedAsync(demo.Archive, "people");
        var result = await IdClipProgram.SucceedAsync(demo.Archive, "people", "--json");

        Assert.Equal(8, text.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal("Baraka Tembold", json.RootElement[0].GetProperty("name").GetString());
        Assert.All(json.RootElement.EnumerateArray(), person => Assert.Equal(3, person.GetProperty("photos").GetInt32()));
    }

    [Fact]
    public async Task A_forgotten_person_cannot_be_asked_for_and_leaves_no_trace()
    {
        var archive = folder["archive"];
        demo.CopyTo(archive);

        var forgotten = await IdClipProgram.SucceedAsync(archive, "forget", "Mira Okafor", "--yes");
        var search = await IdClipProgram.RunAsync(archive, "search", "@{Mira Okafor} on a beach");
        var people = await IdClipProgram.SucceedAsync(archive, "people");

        Assert.Contains("Mira Okafor", forgotten.Output, StringComparison.Ordinal);
        Assert.Equal(2, search.ExitCode);
        Assert.DoesNotContain("Mira Okafor", people.Output, StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(archive, "*", SearchOption.AllDirectories), file =>
            Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf("Mira Okafor"u8) < 0, $"{file} still holds the name"));
        var others = await Answers.OfAsync(archive, "@{Wei Sarto} in the snow in front of mountains");
        Assert.Equal("wei_sarto_05.jpg", Path.GetFileName(others[0].Photo));
    }

    [Fact]
    public async Task Groups_of_faces_are_listed_and_named_and_people_renamed_and_merged()
    {
        var archive = folder["archive"];
        demo.CopyTo(archive);

        var groups = (await IdClipProgram.SucceedAsync(archive, "faces", "unknown")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var probably = groups.First(line => line.Contains("probably Mira Okafor", StringComparison.Ordinal));
        var named = await IdClipProgram.SucceedAsync(archive, "faces", "name", probably.Split(' ')[0], "Mira O.");
        await IdClipProgram.SucceedAsync(archive, "people", "rename", "mira o.", "Mira the Second");
        await IdClipProgram.SucceedAsync(archive, "people", "merge", "Mira the Second", "Mira Okafor");
        var people = await IdClipProgram.SucceedAsync(archive, "people");
        var unknown = await IdClipProgram.RunAsync(archive, "faces", "name", "99999", "Nobody");

        Assert.Contains("named Mira O.", named.Output, StringComparison.Ordinal);
        Assert.Matches(@"Mira Okafor  \(3 photos, \d+ named faces\)", people.Output);
        Assert.Equal((2, true), (unknown.ExitCode, unknown.Error.Contains("faces unknown", StringComparison.Ordinal)));
        Assert.Contains("named by you", (await IdClipProgram.SucceedAsync(archive, "search", "@{Mira Okafor}")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forgetting_asks_first()
    {
        demo.CopyTo(folder["archive"]);

        var result = await IdClipProgram.RunAsync(folder["archive"], "forget", "Mira Okafor");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--yes", result.Error, StringComparison.Ordinal);
        Assert.Contains("Mira Okafor", (await IdClipProgram.SucceedAsync(folder["archive"], "people")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_photo_without_a_face_is_named()
    {
        var portrait = Path.Combine(DemoArchive.Pictures, "enrol", "mira_okafor_1.jpg");
        var landscape = Path.Combine(DemoArchive.Pictures, "scenes", "empty_02.jpg");

        var result = await IdClipProgram.RunAsync(folder["archive"], "enrol", "Mira", portrait, landscape);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("empty_02.jpg", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("mira_okafor_1.jpg", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_photo_of_somebody_else_is_named()
    {
        string[] photos = [.. new[] { "mira_okafor_1", "mira_okafor_2", "tomas_lindqvist_1" }.Select(n => Path.Combine(DemoArchive.Pictures, "enrol", n + ".jpg"))];

        var result = await IdClipProgram.RunAsync(folder["archive"], ["enrol", "Mira", .. photos]);
        var forced = await IdClipProgram.RunAsync(folder["archive"], ["enrol", "Mira", "--force", .. photos]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("tomas_lindqvist_1.jpg", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, forced.ExitCode);
    }

    [Fact]
    public async Task More_photos_join_those_of_a_person_or_replace_them()
    {
        demo.CopyTo(folder["archive"]);
        var photos = Directory.GetFiles(Path.Combine(DemoArchive.Pictures, "enrol"), "mira_okafor_*.jpg").Order().ToArray();

        var known = await IdClipProgram.RunAsync(folder["archive"], "enrol", "Mira Okafor", photos[0]);
        await IdClipProgram.SucceedAsync(folder["archive"], "enrol", "Mira Okafor", "--replace", photos[0], photos[1]);
        var replaced = await IdClipProgram.SucceedAsync(folder["archive"], "people");
        await IdClipProgram.SucceedAsync(folder["archive"], "enrol", "mira okafor", photos[2]);
        var joined = await IdClipProgram.SucceedAsync(folder["archive"], "people");

        Assert.Equal(2, known.ExitCode);
        Assert.Contains("mira_okafor_1.jpg", known.Error, StringComparison.Ordinal);
        Assert.Contains("Mira Okafor  (2 photos)", replaced.Output, StringComparison.Ordinal);
        Assert.Contains("Mira Okafor  (3 photos)", joined.Output, StringComparison.Ordinal);
    }
}

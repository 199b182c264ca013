using System.IO.Compression;
using System.Text.Json;
using IdClip.Tests;

namespace IdClip.Services.Tests;

public sealed class ServerOptionTests(DemoStack stack)
{
    private string Server => stack.Web.Grpc.ToString();

    [Fact]
    public async Task Search_finds_the_person_through_a_server()
    {
        var (exitCode, output, error) = await CommandLine.RunAsync(null, "--server", Server, "search", "@{Mira Okafor}", "--json", "--top", "3");

        Assert.True(exitCode == 0, error);
        using var json = JsonDocument.Parse(output);
        var photos = json.RootElement.GetProperty("answers").EnumerateArray().Select(a => Path.GetFileName(a.GetProperty("photo").GetString())!).ToList();
        Assert.Equal(3, photos.Count);
        Assert.All(photos, photo => Assert.StartsWith("mira_okafor", photo));
    }

    [Fact]
    public async Task Photos_are_exported_from_a_server_into_a_folder_or_a_zip()
    {
        var ct = TestContext.Current.CancellationToken;
        var folder = TestFolders.NewTemporary();
        try
        {
            var (copies, zip) = (Path.Combine(folder, "copies"), Path.Combine(folder, "copies.zip"));
            string[] asked = ["--server", Server, "export", "@{Mira Okafor}", "--top", "2"];

            var copied = await CommandLine.RunAsync(null, [.. asked[..3], copies, .. asked[3..], "--min-probability", "0.9"]);
            var zipped = await CommandLine.RunAsync(null, [.. asked[..3], zip, .. asked[3..]]);
            var unknown = await CommandLine.RunAsync(null, [.. asked[..3], Path.Combine(folder, "none"), "--like", Path.Combine(DemoStack.Pictures, "people.json")]);

            Assert.True(copied.ExitCode == 0, copied.Error);
            Assert.Contains("copied 2 files and 2 sidecars", copied.Output, StringComparison.Ordinal);
            Assert.Contains("copied 2 files and 0 sidecars", zipped.Output, StringComparison.Ordinal);
            foreach (var photo in Directory.GetFiles(copies, "*.jpg"))
            {
                Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(DemoStack.Pictures, "scenes", Path.GetFileName(photo)), ct), await File.ReadAllBytesAsync(photo, ct));
                Assert.Contains("Mira Okafor", await File.ReadAllTextAsync(photo + ".xmp", ct), StringComparison.Ordinal);
            }
            await using (var packed = await ZipFile.OpenReadAsync(zip, ct))
                Assert.Equal(2, packed.Entries.Count);
            Assert.Equal(2, unknown.ExitCode);
            Assert.Equal(["copies", "copies.zip"], Directory.GetFileSystemEntries(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_misspelt_name_is_explained_as_on_this_machine()
    {
        var (exitCode, _, error) = await CommandLine.RunAsync(null, "search", "@{Zebulon Quist} on a beach", "--server", Server);

        Assert.Equal(2, exitCode);
        Assert.Contains("Zebulon Quist", error, StringComparison.Ordinal);
        Assert.Contains("^", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_are_listed_through_a_server()
    {
        var (exitCode, output, error) = await CommandLine.RunAsync(null, "people", "--server", Server);

        Assert.True(exitCode == 0, error);
        Assert.Equal(["Greta Falkenrath  (3 photos)", "Mira Okafor  (3 photos)"], output.Trim().Split('\n'));
    }

    [Fact]
    public async Task Unnamed_faces_and_changes_of_people_are_a_servers_too()
    {
        var faces = await CommandLine.RunAsync(null, "--server", Server, "faces", "unknown");
        var rename = await CommandLine.RunAsync(null, "--server", Server, "people", "rename", "Zebulon Quist", "Zeb Quist");
        var merge = await CommandLine.RunAsync(null, "--server", Server, "people", "merge", "Zebulon Quist", "Mira Okafor");

        Assert.True(faces.ExitCode == 0, faces.Error);
        foreach (var refused in new[] { rename, merge })
        {
            Assert.NotEqual(0, refused.ExitCode);
            Assert.Contains("Zebulon Quist", refused.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("--server", refused.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Queries_are_judged_through_a_server()
    {
        var added = await CommandLine.RunAsync(null, "--server", Server, "judge", "add", "@mira in a forest");
        Assert.True(added.ExitCode == 0, added.Error);
        var id = added.Output.Split(' ')[0];
        var marked = await CommandLine.RunAsync(null, "--server", Server, "judge", "mark", id, "mira_okafor_03.jpg");
        var measured = await CommandLine.RunAsync(null, "--server", Server, "judge", "measure");
        var file = Path.Combine(stack.Data, "judged.zip");
        var exported = await CommandLine.RunAsync(null, "--server", Server, "judge", "export", file);
        await CommandLine.RunAsync(null, "--server", Server, "judge", "remove", id);

        Assert.Contains("1 right", marked.Output, StringComparison.Ordinal);
        Assert.Contains("names and words", measured.Output, StringComparison.Ordinal);
        Assert.True(exported.ExitCode == 0, exported.Error);
        Assert.True(new FileInfo(file).Length > 100_000);
    }

    [Fact]
    public async Task Commands_of_this_machine_refuse_a_server()
    {
        var (exitCode, _, error) = await CommandLine.RunAsync(null, "--server", Server, "keys", "list");

        Assert.Equal(2, exitCode);
        Assert.Contains("--server", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_in_a_line()
    {
        var (exitCode, _, error) = await CommandLine.RunAsync(null, "people", "--server", "http://127.0.0.1:1");

        Assert.Equal(1, exitCode);
        Assert.StartsWith("idclip: The server can't be reached", error);
    }
}

using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using IdClip.Tests;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Services.Tests;

public sealed class AccessTests(TwoArchives archives, DemoStack open)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_archives_never_see_each_others_people()
    {
        Assert.Equal(["Mira Okafor"], await PeopleAsync(archives.First.Archive, archives.First.Key));
        Assert.Equal(["Greta Falkenrath"], await PeopleAsync(archives.Second.Archive, archives.Second.Key));

        using var channel = archives.Second.Search.Address.Connect(archives.Second.Key);
        var search = new Contract.Search.SearchClient(channel);
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await search.SearchAsync(new() { Query = "@{Mira Okafor}" }, cancellationToken: Ct));
        var words = await search.SearchAsync(new() { Query = "a portrait of somebody", Top = 1000 }, cancellationToken: Ct);
        var names = await search.CompleteNameAsync(new() { Typed = "Mir" }, cancellationToken: Ct);

        Assert.Equal(StatusCode.NotFound, failure.StatusCode);
        Assert.DoesNotContain("Mira Okafor", failure.GetRpcStatus()!.GetDetail<Google.Rpc.ErrorInfo>()!.Metadata.Values);
        Assert.Equal(6, words.Answers.Count);
        Assert.DoesNotContain(words.Answers, answer => answer.Photo.Path.Contains("mira", StringComparison.Ordinal));
        Assert.DoesNotContain("Mira Okafor", names.Names);
    }

    [Fact]
    public async Task A_key_of_one_archive_does_not_open_the_other()
    {
        await IsRefusedAsync(archives.Second.Archive, archives.First.Key);
        await IsRefusedAsync(archives.Second.Archive, null);
        await IsRefusedAsync(archives.Second.Archive, archives.Second.Key[..^1]);
        await IsRefusedAsync(archives.Second.Archive, "");
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://[::]:0")]
    public async Task Without_keys_a_host_does_not_listen_beyond_this_machine(string address)
    {
        var folder = TestFolders.NewTemporary();
        var (exitCode, output) = await ServiceProcess.RunAsync("Archive", ("IdClip__Archive", folder), ("Kestrel__Endpoints__grpc__Url", address));
        Directory.Delete(folder, recursive: true);

        Assert.NotEqual(0, exitCode);
        Assert.Contains($"idclip keys add NAME --archive {folder}", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Application started", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_rotated_without_a_restart()
    {
        var second = await CommandLine.NewKeyAsync(archives.First.Folder, "the next one");
        Assert.Single(await PeopleAsync(archives.First.Archive, archives.First.Key));
        Assert.Single(await PeopleAsync(archives.First.Archive, second));

        var (_, listed, _) = await CommandLine.RunAsync(null, "keys", "list", "--archive", archives.First.Folder);
        var id = listed.Split('\n').Single(line => line.EndsWith("the next one", StringComparison.Ordinal))[..8];
        var (exitCode, _, error) = await CommandLine.RunAsync(null, "keys", "revoke", id, "--archive", archives.First.Folder);

        Assert.True(exitCode == 0, error);
        await IsRefusedAsync(archives.First.Archive, second);
        Assert.Single(await PeopleAsync(archives.First.Archive, archives.First.Key));
    }

    [Fact]
    public async Task A_key_is_kept_as_a_hash_for_its_owner_only()
    {
        var file = Path.Combine(archives.Second.Folder, "keys.json");

        Assert.DoesNotContain(archives.Second.Key["idclip_".Length..], await File.ReadAllTextAsync(file, Ct), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task The_command_line_sends_a_key()
    {
        var server = archives.First.Archive.Address.Grpc.ToString();

        var without = await CommandLine.RunAsync(null, "people", "--server", server);
        var with = await CommandLine.RunAsync(archives.First.Key, "people", "--server", server);

        Assert.Equal(1, without.ExitCode);
        Assert.Contains("IDCLIP_KEY", without.Error, StringComparison.Ordinal);
        Assert.StartsWith("Mira Okafor", with.Output);
    }

    [Fact]
    public async Task A_browser_gives_the_key_as_a_password_and_probes_need_none()
    {
        using var http = new HttpClient { BaseAddress = archives.First.Archive.Address.Http };
        Assert.Equal("Healthy", await http.GetStringAsync("/health", Ct));

        using var web = await ServiceProcess.StartAsync("Web", ("IdClip__Archive", archives.First.Folder));
        using var browser = new HttpClient { BaseAddress = web.Address.Http };
        using var closed = await browser.GetAsync("/", Ct);
        browser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("me:" + archives.First.Key)));
        using var open = await browser.GetAsync("/", Ct);

        Assert.Equal(HttpStatusCode.Unauthorized, closed.StatusCode);
        Assert.Contains(closed.Headers.WwwAuthenticate, challenge => challenge.Scheme == "Basic");
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
    }

    [Fact]
    public async Task What_a_proxy_on_this_machine_forwards_is_not_of_this_machine()
    {
        using var channel = open.ArchiveService.Connect();
        var client = new Contract.Archive.ArchiveClient(channel);
        Assert.NotEmpty((await client.ListPeopleAsync(new(), cancellationToken: Ct)).People);

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await client.ListPeopleAsync(new(), new Metadata { { "x-forwarded-for", "203.0.113.7" } }, cancellationToken: Ct));

        Assert.Equal(StatusCode.Unauthenticated, failure.StatusCode);
    }

    private static async Task<IReadOnlyList<string>> PeopleAsync(ServiceProcess archive, string? key)
    {
        using var channel = archive.Address.Connect(key);
        return [.. (await new Contract.Archive.ArchiveClient(channel).ListPeopleAsync(new(), cancellationToken: Ct)).People.Select(person => person.Name)];
    }

    private static async Task IsRefusedAsync(ServiceProcess archive, string? key)
    {
        var failure = await Assert.ThrowsAsync<RpcException>(() => PeopleAsync(archive, key));
        Assert.Equal(StatusCode.Unauthenticated, failure.StatusCode);
    }
}

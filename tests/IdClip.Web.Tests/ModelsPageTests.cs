using System.Security.Cryptography;
using IdClip.Archive.Adapters;
using IdClip.Composition;
using IdClip.Hosting;
using IdClip.Models.Import;
using IdClip.Models.Store;
using IdClip.Models.Tests;
using IdClip.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IdClip.Web.Tests;

[Collection("adapters")]
public sealed class ModelsPageTests(Browser browser) : IDisposable
{
    private readonly string _folder = TestFolders.NewTemporary();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("IDCLIP_MODELS", null);
        Environment.SetEnvironmentVariable("IDCLIP_ADAPTERS", null);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_model_is_pulled_cancelled_and_gone_on_with()
    {
        var mini = Path.Combine(TestFolders.Repository, "models", "idclip-mini");
        await using var host = await FileHost.StartAsync(mini);
        using var gate = new ManualResetEventSlim();
        host.Change = bytes =>
        {
            gate.Wait(Ct);
            return bytes;
        };
        await using var served = await ServedArchive.StartAsync(models: new([_folder, Path.Combine(TestFolders.Repository, "models")], Catalogue(host, mini)));
        await using var opened = await browser.OpenAsync(served.Web);
        var page = opened.Page;
        await opened.GoAsync("/models");

        await Expect(Model(page, "idclip-mini").Locator(".job-state")).ToHaveTextAsync("in use");
        await Expect(Model(page, "idclip-mini")).ToContainTextAsync("non-commercial");
        var model = Model(page, "another");
        await Expect(model).ToContainTextAsync("text and pictures, 18.9 MB");
        await model.GetByRole(AriaRole.Button, new() { Name = "Pull another" }).ClickAsync();
        await Expect(model.Locator(".job-state")).ToHaveTextAsync("arriving");
        await model.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(model).ToContainTextAsync("Cancelled. What has arrived is kept.");

        gate.Set();
        await model.GetByRole(AriaRole.Button, new() { Name = "Pull another" }).ClickAsync();
        await Expect(model.Locator(".job-state")).ToHaveTextAsync("here");
        await Expect(model).ToContainTextAsync("idclip index FOLDER --model another --reencode");
        Assert.True(File.Exists(Path.Combine(_folder, "another", "model.json")));
        Assert.Empty(opened.Problems);
    }

    [Fact]
    public async Task An_archive_is_made_with_another_model_from_the_page()
    {
        // Other weights by one bit: another model, as far as anybody can tell.
        var weights = await File.ReadAllBytesAsync(Path.Combine(TestFolders.Repository, "models", "idclip-mini", "idclip_mini.safetensors"), Ct);
        weights[^4] ^= 1;
        var source = Directory.CreateDirectory(Path.Combine(_folder, "source")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(source, "idclip_mini.safetensors"), weights, Ct);
        foreach (var file in (string[])["config.json", "merges.txt"])
            File.Copy(Path.Combine(TestFolders.Repository, "models", "idclip-mini", file), Path.Combine(source, file));
        var models = Directory.CreateDirectory(Path.Combine(_folder, "models")).FullName;
        Environment.SetEnvironmentVariable("IDCLIP_MODELS", models);
        new CheckpointImport(ModelStore.Default()).Import(source, "altered", "CC0 1.0");
        var photos = Directory.CreateDirectory(Path.Combine(_folder, "photos", "below")).FullName;
        File.Copy(ServedDemo.Picture("scenes/mira_okafor_03.jpg"), Path.Combine(photos, "forest.jpg"));
        File.Copy(ServedDemo.Picture("scenes/mira_okafor_01.jpg"), Path.Combine(photos, "..", "beach.jpg"));
        var archive = Path.Combine(_folder, "archive");
        await using (var filled = await LocalArchive.OpenAsync(archive, Ct))
            await filled.PhotoIndexing.RunAsync([Path.Combine(_folder, "photos")], new(), null, Ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var port = FreePorts.Find(2);
        var web = new Uri($"http://127.0.0.1:{port}/");
        var serving = ServingRounds.RunAsync(archive, new(port), stop.Token);
        try
        {
            await using var opened = await browser.OpenAsync(web);
            var page = opened.Page;
            await ComeBackAsync(opened, web, "Models");
            var altered = Model(page, "altered");
            await altered.GetByRole(AriaRole.Button, new() { Name = "Use altered" }).ClickAsync();
            await altered.GetByRole(AriaRole.Button, new() { Name = "Encode the archive with altered" }).ClickAsync();
            await ComeBackAsync(opened, web, "The archive is made with altered now");
            await Expect(altered.Locator(".job-state")).ToHaveTextAsync("in use");
            await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Jobs" }).First.ClickAsync();
            var job = page.Locator(".job", new() { HasText = "Index photos" });
            await Expect(job.Locator(".job-state")).ToHaveTextAsync("done");
            await Expect(job).ToContainTextAsync("2 of 2, 2 new");
        }
        finally
        {
            await stop.CancelAsync();
            await serving;
        }
        Assert.Equal("altered", ArchiveSettings.Load(archive).Model);
        await using var changed = await LocalArchive.OpenAsync(archive, Ct);
        Assert.Equal(2, (await changed.Searcher.SearchAsync("a forest", 10, Ct)).Answers.Count);
    }

    [Fact]
    public async Task An_adapter_is_activated_and_deactivated_and_one_that_does_not_fit_says_why()
    {
        MadeAdapter.WriteRandom(_folder, "made", 2, seed: 3);
        MadeAdapter.WriteRandom(_folder, "elsewhere", 2, seed: 4, recogniser: [1]);
        // Read at each look; no other collection of this process looks at adapters.
        Environment.SetEnvironmentVariable("IDCLIP_ADAPTERS", _folder);
        await using var served = await ServedArchive.StartAsync(archive =>
            archive.PhotoIndexing.RunAsync([ServedDemo.Picture("scenes/pair_02.jpg"), ServedDemo.Picture("scenes/pair_03.jpg")], new(), null, Ct));
        var alias = new AdapterAlias(served.Archive.Catalogue);
        await using var opened = await browser.OpenAsync(served.Web);
        var page = opened.Page;
        await opened.GoAsync("/models");

        await Expect(Adapter(page, "elsewhere")).ToContainTextAsync("was trained with faces of");
        await Expect(Adapter(page, "elsewhere").GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        var adapter = Adapter(page, "made");
        await adapter.GetByRole(AriaRole.Button, new() { Name = "Activate made" }).ClickAsync();
        await Expect(adapter.Locator(".job-state")).ToHaveTextAsync("active");
        Assert.Equal("made", (await alias.ReadAsync(Ct)).Active?.Name);

        await opened.GoAsync("/jobs");
        var job = page.Locator(".job", new() { HasText = "Use an adapter" });
        await Expect(job.Locator(".job-state")).ToHaveTextAsync("done");
        await opened.GoAsync("/models");
        await adapter.GetByRole(AriaRole.Button, new() { Name = "Deactivate made" }).ClickAsync();
        await Expect(adapter.Locator(".job-state")).ToHaveTextAsync("here");
        Assert.Null((await alias.ReadAsync(Ct)).Active);
        Assert.Empty(opened.Problems);
    }

    private static ILocator Model(IPage page, string name) => page.Locator($"[data-model='{name}']");

    private static ILocator Adapter(IPage page, string name) => page.Locator($"[data-adapter='{name}']");

    /// <summary>Opens the page of a host that may not be there yet, once it says something.</summary>
    private static async Task ComeBackAsync(BrowserPage opened, Uri web, string says)
    {
        using var client = new HttpClient { BaseAddress = web };
        while (!await SaysAsync())
            await Task.Delay(100, Ct);
        await opened.GoAsync("/models");

        async Task<bool> SaysAsync()
        {
            try
            {
                return (await client.GetStringAsync("/models", Ct)).Contains(says, StringComparison.Ordinal);
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }
    }

    /// <summary>The models that come with IdClip, and one that the host hands out.</summary>
    private static ModelCatalogue Catalogue(FileHost host, string mini)
    {
        CatalogueFile[] files = [.. ((string[])["idclip_mini.safetensors", "config.json", "merges.txt"]).Select(name => new CatalogueFile(
            name, new FileInfo(Path.Combine(mini, name)).Length, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(mini, name)))), new($"{host.Address}/{name}")))];
        return new([.. ModelCatalogue.Default.Models, new("another", ModelKind.Clip, "", "CC0 1.0", host.Address, files)]);
    }
}

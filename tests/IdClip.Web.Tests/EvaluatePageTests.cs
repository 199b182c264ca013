using System.IO.Compression;
using System.Text.RegularExpressions;
using IdClip.Archive.Judgements;
using IdClip.Commands;
using IdClip.Evaluation.Protocol;
using IdClip.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IdClip.Web.Tests;

[Collection("adapters")]
public sealed class EvaluatePageTests(ServedDemo demo, Browser browser) : IDisposable
{
    private readonly string _folder = TestFolders.NewTemporary();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("IDCLIP_ADAPTERS", null);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Queries_are_judged_measured_and_exported_as_a_set_that_eval_reads()
    {
        var store = Path.Combine(_folder, "adapters");
        MadeAdapter.WriteRandom(store, "prompts", 2, seed: 3);
        MadeAdapter.WriteRandom(store, "text", 0, seed: 4);
        MadeAdapter.WriteRandom(store, "elsewhere", 0, seed: 4, recogniser: [1]);
        Environment.SetEnvironmentVariable("IDCLIP_ADAPTERS", store);
        await using var copy = await DemoCopy.ServeAsync(demo);
        await using var opened = await browser.OpenAsync(copy.Served.Web);
        var page = opened.Page;
        var catalogue = copy.Served.Archive.Catalogue;
        using var client = new HttpClient { BaseAddress = copy.Served.Web };
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await client.GetAsync("/evaluate/export", Ct)).StatusCode);

        await WriteDownAsync(opened, "@{Nobody Atall} dancing");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Nobody Atall");
        // By keys alone; the name as somebody types it.
        await WriteDownAsync(opened, "@{mira okafor} in a forest");
        await Expect(page).ToHaveURLAsync(new Regex("/evaluate/[0-9]+$"));
        await page.Locator("[data-ready] .photo-picks").WaitForAsync();
        var right = page.GetByLabel("mira_okafor_03.jpg is right");
        await right.FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("1 photo marked.");
        // What she was enrolled from is no question.
        await Expect(page.GetByLabel("mira_okafor_1.jpg is right")).ToHaveCountAsync(0);
        await WriteDownAsync(opened, "somebody stands in a kitchen");
        await page.Locator("[data-ready] .photo-picks").WaitForAsync();
        await page.GetByLabel("wei_sarto_01.jpg is right").CheckAsync();
        await page.GetByLabel("baraka_tembold_03.jpg is right").CheckAsync();
        // The server's word on the first click must not come in between the second one and what it looks like.
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("2 photos marked.");
        await page.GetByLabel("baraka_tembold_03.jpg is right").UncheckAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("1 photo marked.");

        await opened.GoAsync("/evaluate");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the query somebody" }).ClickAsync();
        await Expect(page.Locator(".judged li")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.Locator(".judged li").Nth(1)).ToContainTextAsync("1 photo right");
        await page.GetByRole(AriaRole.Button, new() { Name = "Measure", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel measuring" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Cancelled. Nothing was kept." })).ToBeVisibleAsync();
        // Somebody else tries an adapter: the others are measured.
        await using (File.Open(Path.Combine(catalogue.Folder, "trial.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Measure", Exact = true }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Left out: prompts" })).ToBeVisibleAsync();
        }
        await page.GetByRole(AriaRole.Button, new() { Name = "Measure", Exact = true }).ClickAsync();
        var table = page.Locator(".recall");
        await Expect(table.Locator("caption")).ToContainTextAsync("idclip-mini and sface: 2 queries");
        await Expect(table.Locator("tbody th")).ToHaveTextAsync(["words only", "names only", "names and words", "names and words + prompts", "names and words + text"]);

        var measured = (await new RecallMeasurements(catalogue).ListAsync(Ct))[0];
        var ranks = measured.Rows.Where(row => row.Adapter is null).ToDictionary(row => row.Evidence, row => row.Ranks.Values.ToArray());
        Assert.Equal(1, ranks["names and words"][0]);
        Assert.InRange(ranks["words only"][0], 2, 50);
        // Without a name nobody is found by name, and the whole query is its words.
        Assert.Equal(0, ranks["names only"][1]);
        Assert.Equal(ranks["words only"][1], ranks["names and words"][1]);
        await Expect(table.Locator("tbody tr").Nth(1)).ToContainTextAsync(ranks["names only"][0] <= 10 ? "50" : "0");
        Assert.Empty(opened.Problems);

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Export" }).ClickAsync());
        await download.SaveAsAsync(Path.Combine(_folder, "set.zip"));
        await ZipFile.ExtractToDirectoryAsync(Path.Combine(_folder, "set.zip"), _folder, Ct);
        var manifest = Manifest.Load(Path.Combine(_folder, "manifest.json"));
        var photo = Assert.Single(manifest.Entries, entry => entry.People.Count > 0);
        Assert.Equal(["Mira Okafor"], photo.People);
        Assert.Equal(["a person in a forest"], photo.Captions);
        Assert.Equal(await File.ReadAllBytesAsync(ServedDemo.Picture("scenes/mira_okafor_03.jpg"), Ct), await File.ReadAllBytesAsync(photo.Path, Ct));
        Assert.Equal(2, manifest.Entries.Count(entry => entry.Captions.Count > 0));
        Assert.InRange(manifest.Entries.Count, 20, 60);
        Assert.Equal(3, Assert.Single(EnrolmentList.Load(Path.Combine(_folder, "people.json"))).Photos.Count);
        Assert.Equal(0, await CommandLine.RunAsync(["eval", Path.Combine(_folder, "manifest.json"), "--json", Path.Combine(_folder, "recall.json")]));
        Assert.Contains("\"questions\": 1", await File.ReadAllTextAsync(Path.Combine(_folder, "recall.json"), Ct), StringComparison.Ordinal);
    }

    private static async Task WriteDownAsync(BrowserPage opened, string query)
    {
        await opened.GoAsync("/evaluate");
        var box = opened.Page.GetByRole(AriaRole.Combobox);
        await box.FillAsync(query);
        await box.PressAsync("Enter");
    }
}

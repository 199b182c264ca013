using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using IdClip.Archive.Ingest.Jobs;
using IdClip.Archive.Judgements;
using IdClip.Archive.Messages;
using IdClip.Tests;
using Microsoft.Playwright;

namespace IdClip.Web.Tests;

/// <summary>axe-core's rules of WCAG 2.2 A and AA over every state of the search page, and over the pages about the work.</summary>
public sealed class AccessibilityTests(ServedDemo demo, ServedMixture mixture, Browser browser)
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    [Theory]
    [InlineData(ColorScheme.Light, false)]
    [InlineData(ColorScheme.Dark, false)]
    [InlineData(ColorScheme.Light, true)]
    public async Task No_state_of_the_search_page_breaks_a_rule(ColorScheme scheme, bool phone)
    {
        await using var page = await browser.OpenAsync(demo.Served.Web, phone, scheme, still: true);
        await page.GoAsync("/");
        await page.Page.Locator(".welcome").WaitForAsync();
        await CheckAsync(page, "welcome");
        await page.AskAsync("@{Mira Okafor} -@{Wei Sarto} on a stage");
        await page.Page.Locator(".answers.placed").WaitForAsync();
        await CheckAsync(page, "answers");
        await page.Answers.First.Locator(".answer-picture").FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await CheckAsync(page, "an answer with the keyboard");
        await page.Box.FocusAsync();
        await page.Box.PressAsync("Home");
        await page.Box.PressAsync("ArrowDown");
        await page.Options.First.WaitForAsync();
        await CheckAsync(page, "a chip's roles");
        // On a phone the list lies over the first answer.
        await page.Page.Keyboard.PressAsync("Escape");
        await page.OpenAnswerAsync(page.Answers.First);
        await CheckAsync(page, "the viewer");
        var first = (await demo.Served.Archive.Catalogue.FindByPathAsync(ServedDemo.Picture("scenes/pair_03.jpg"), TestContext.Current.CancellationToken))!.Id;
        await page.GoAsync($"/?q=a%20kitchen&kind=photo&like={first}&by=scene");
        await page.Page.Locator(".answers.placed").WaitForAsync();
        await CheckAsync(page, "filters and an example");
        await page.GoAsync("/?q=a%20kitchen&kind=video");
        await page.Page.GetByRole(AriaRole.Heading, new() { Name = "No photo answers this" }).WaitForAsync();
        await CheckAsync(page, "no answers");
        await page.AskAsync("two people with @{Mira Sarto} at sea");
        await page.Page.Locator(".problem").WaitForAsync();
        await CheckAsync(page, "a problem");
    }

    [Theory]
    [InlineData(ColorScheme.Light, false)]
    [InlineData(ColorScheme.Dark, true)]
    public async Task No_video_group_or_album_breaks_a_rule(ColorScheme scheme, bool phone)
    {
        var served = await mixture.ServeAsync();
        await using var page = await browser.OpenAsync(served.Web, phone, scheme, still: true);
        foreach (var file in (string[])[ServedMixture.Film, ServedMixture.Old])
        {
            await page.GoAsync(await mixture.SearchAsync(file));
            await page.OpenAnswerAsync(page.Answers.First);
            await page.Page.Locator(file == ServedMixture.Film ? ".viewer video" : ".viewer-video [role=status]:not([hidden])").WaitForAsync();
            await CheckAsync(page, file);
        }
        await page.GoAsync(await mixture.SearchAsync(ServedMixture.Copies));
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Keep as an album" }).ClickAsync();
        await page.Page.GetByLabel("Name of the album").FillAsync($"People {scheme}");
        await page.Page.GetByText("Download", new() { Exact = true }).ClickAsync();
        await CheckAsync(page, "keeping an album, and a download");
        await page.Page.GetByLabel("Name of the album").PressAsync("Enter");
        await page.Page.Locator(".save-said a").WaitForAsync();
        await CheckAsync(page, "an album is kept");
        await page.Page.Locator(".answer-copies").ClickAsync();
        await page.Page.Locator(".viewer-copies img").First.WaitForAsync();
        await CheckAsync(page, ServedMixture.Copies);
        await page.GoAsync("/albums");
        await page.Page.Locator(".album-photos img").First.WaitForAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Rename" }).First.ClickAsync();
        await CheckAsync(page, "albums");
        Assert.False(phone && await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth") > 390, "albums");
    }

    [Theory]
    [InlineData(ColorScheme.Light, false)]
    [InlineData(ColorScheme.Dark, true)]
    public async Task No_page_about_the_work_breaks_a_rule(ColorScheme scheme, bool phone)
    {
        await using var copy = await DemoCopy.ServeAsync(demo, jobRoots: [ServedDemo.Folder]);
        var catalogue = copy.Served.Archive.Catalogue;
        var ct = TestContext.Current.CancellationToken;
        await new FailedMessages(catalogue).AddAsync(new(Guid.NewGuid(), "idclip-reindex", "ReindexRequested", "{}", DateTime.UtcNow, "There is no adapter 'mine'.", 7), ct);
        await new IndexJobs(catalogue).CancelAsync((await new IndexJobs(catalogue).StartAsync([ServedDemo.Folder], ct: ct)).Id, ct);
        var queries = new JudgedQueries(catalogue);
        var query = await queries.AddAsync("@{Mira Okafor} -@{Wei Sarto} on a stage", ct);
        await queries.JudgeAsync(query, (await catalogue.FindByPathAsync(ServedDemo.Picture("scenes/pair_03.jpg"), ct))!.Id, true, ct);
        await new RecallMeasurements(catalogue).AddAsync(
            new(DateTime.UtcNow, "idclip-mini", "sface", 64, [new("names and words", null, new Dictionary<long, int> { [query] = 1 }), new("names and words", "a-long-name-of-an-adapter", new Dictionary<long, int> { [query] = 0 })]), ct);
        await using var page = await browser.OpenAsync(copy.Served.Web, phone, scheme, still: true);
        foreach (var path in (string[])["/jobs", "/models", "/evaluate", $"/evaluate/{query}"])
        {
            await page.GoAsync(path);
            if (path == "/jobs")
            {
                await page.Page.GetByRole(AriaRole.Button, new() { Name = "Train an adapter" }).ClickAsync();
                await page.Page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
                await page.Page.Locator("[aria-invalid=true]").First.WaitForAsync();
                await page.Page.GetByText("More").ClickAsync();
            }
            await CheckAsync(page, path);
            Assert.False(phone && await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth") > 390, path);
        }
    }

    [Theory]
    [InlineData(ColorScheme.Light, false)]
    [InlineData(ColorScheme.Dark, false)]
    [InlineData(ColorScheme.Light, true)]
    public async Task No_page_about_people_breaks_a_rule(ColorScheme scheme, bool phone)
    {
        await using var page = await browser.OpenAsync(demo.Served.Web, phone, scheme, still: true);
        await page.GoAsync("/people");
        // Groups are put together after the page is there.
        var group = page.Page.Locator("a[href*='people/groups/']").First;
        await group.WaitForAsync();
        await CheckAsync(page, "people");
        await group.ClickAsync();
        await page.Page.Locator(".faces").WaitForAsync();
        await CheckAsync(page, "a group");
        await page.GoAsync("/people");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Mira Okafor" }).First.ClickAsync();
        await page.Page.WaitForURLAsync("**/people/*");
        await page.Page.Locator(".people-page[data-ready] img").First.WaitForAsync();
        await CheckAsync(page, "a person");
        await page.GoAsync("/people/999999");
        await CheckAsync(page, "nobody");
    }

    private static async Task CheckAsync(BrowserPage page, string state)
    {
        var found = await page.Page.RunAxe(Rules);
        Assert.True(found.Violations.Length == 0, $"{state}: {string.Join("; ", found.Violations.Select(v => $"{v.Impact} {v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}"))}");
    }
}

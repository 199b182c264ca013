using System.Net;
using System.Text.RegularExpressions;
using IdClip.Archive.People.Labels;
using IdClip.Tests;
using IdClip.Web.Photos;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IdClip.Web.Tests;

public sealed class PeoplePageTests(ServedDemo demo, Browser browser)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Suggestions_are_confirmed_and_groups_named_and_both_are_taken_back()
    {
        await using var copy = await DemoCopy.ServeAsync(demo);
        await using var opened = await browser.OpenAsync(copy.Served.Web);
        var page = opened.Page;
        var gallery = copy.Served.Archive.Gallery;
        var labels = new FaceLabels(copy.Served.Archive.Catalogue);
        await opened.GoAsync("/people");

        // Nothing is named before somebody says so.
        var question = page.Locator(".group-card", new() { HasText = "Is this Mira Okafor?" });
        await Expect(question).ToHaveCountAsync(1);
        Assert.Empty((await labels.ReadAsync(Ct)).PersonOf);
        await question.GetByRole(AriaRole.Button, new() { Name = "Yes" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "named Mira Okafor" })).ToBeVisibleAsync();
        await Expect(question).ToHaveCountAsync(0);
        var mira = (await gallery.PeopleAsync(Ct)).Single(p => p.Name == "Mira Okafor");
        Assert.True(mira.NamedFaces > 3);

        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(question).ToHaveCountAsync(1);
        Assert.Empty((await labels.ReadAsync(Ct)).PersonOf);

        // No: then the group is somebody without a name, whom a new name makes a person.
        await question.GetByRole(AriaRole.Button, new() { Name = "No" }).ClickAsync();
        await Expect(question).ToHaveCountAsync(0);
        var unknown = page.Locator(".group-card", new() { Has = page.GetByPlaceholder("Who is this?") });
        await Expect(unknown.First).ToBeVisibleAsync();
        var before = await unknown.CountAsync();
        var box = unknown.First.GetByPlaceholder("Who is this?");
        await box.FillAsync("Nora Somebody");
        await box.PressAsync("Enter");
        await Expect(page.Locator(".people li")).ToHaveCountAsync(9);
        await Expect(page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Nora Somebody") })).ToBeVisibleAsync();
        // Groups are put together after the people are there.
        await Expect(unknown).Not.ToHaveCountAsync(before);
        Assert.True(await unknown.CountAsync() < before);
    }

    [Fact]
    public async Task A_group_is_split_by_keys_alone_and_two_groups_are_made_one()
    {
        await using var copy = await DemoCopy.ServeAsync(demo);
        await using var opened = await browser.OpenAsync(copy.Served.Web);
        var page = opened.Page;
        await opened.GoAsync("/people");
        await page.Locator(".group-card", new() { HasText = "Is this Wei Sarto?" }).Locator(".group-faces").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/people/groups/[0-9]+$"));
        await page.Locator(".faces").WaitForAsync();
        var all = await page.Locator(".faces li").CountAsync();

        await page.Locator(".pick input").First.FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await Expect(page.GetByText($"1 of {all} chosen")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Another person" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".notice")).ToContainTextAsync("1 face is another person");

        await opened.GoAsync("/people");
        var question = page.Locator(".group-card", new() { HasText = "Is this Wei Sarto?" });
        await Expect(question).ToHaveCountAsync(2);
        foreach (var group in (int[])[1, 0])
        {
            await question.Nth(group).GetByRole(AriaRole.Button, new() { Name = "No", Exact = true }).ClickAsync();
            await Expect(question).ToHaveCountAsync(group);
        }
        var chosen = page.Locator(".group-card").GetByLabel("Choose", new() { Exact = true });
        await chosen.Nth(0).CheckAsync();
        await chosen.Nth(1).CheckAsync();
        var cards = await page.Locator(".group-card", new() { Has = page.GetByPlaceholder("Who is this?") }).CountAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "One person" }).ClickAsync();
        await Expect(page.Locator(".notice")).ToContainTextAsync("are one person");
        await Expect(page.Locator(".group-card", new() { Has = page.GetByPlaceholder("Who is this?") })).ToHaveCountAsync(cards - 1);
    }

    [Fact]
    public async Task A_person_is_corrected_renamed_merged_and_forgotten_with_the_proof()
    {
        await using var copy = await DemoCopy.ServeAsync(demo);
        await using var opened = await browser.OpenAsync(copy.Served.Web);
        var page = opened.Page;
        var gallery = copy.Served.Archive.Gallery;
        await opened.GoAsync("/people");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Yuna Hoshikawa") }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Yuna Hoshikawa");

        var likely = page.Locator("section[aria-labelledby=likely]");
        await likely.Locator(".pick input").Nth(0).CheckAsync();
        await likely.GetByRole(AriaRole.Button, new() { Name = "Yes, 1" }).ClickAsync();
        var named = page.Locator("section[aria-labelledby=named]");
        await Expect(named.Locator(".faces li")).ToHaveCountAsync(1);
        await named.Locator(".pick input").First.CheckAsync();
        await named.GetByRole(AriaRole.Button, new() { Name = "Not Yuna Hoshikawa" }).ClickAsync();
        await Expect(named).ToHaveCountAsync(0);
        Assert.Single((await new FaceLabels(copy.Served.Archive.Catalogue).ReadAsync(Ct)).Denied);

        await page.GetByPlaceholder("New name").FillAsync("Yuna H.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Yuna H.");
        await page.GetByPlaceholder("Is the same as").FillAsync("Wei Sarto");
        await page.GetByRole(AriaRole.Button, new() { Name = "Merge" }).ClickAsync();
        await Expect(page.Locator(".notice")).ToContainTextAsync("Wei Sarto and Yuna H. are one person");
        Assert.Equal(7, (await gallery.PeopleAsync(Ct)).Count);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.Locator(".notice")).ToContainTextAsync("Undone");
        Assert.Equal(8, (await gallery.PeopleAsync(Ct)).Count);
        await page.GetByPlaceholder("New name").FillAsync("wei sarto");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Wei Sarto is enrolled already");

        await page.GetByRole(AriaRole.Button, new() { Name = "Forget Yuna H." }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Forget for good" }).ClickAsync();
        await Expect(page.Locator(".proof")).ToContainTextAsync("Yuna H. is forgotten, and that is proven");
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(copy.Served.Archive.Catalogue.Folder, "cache"), "*-face*", SearchOption.AllDirectories));
        await page.GetByRole(AriaRole.Link, new() { Name = "Back to the people" }).ClickAsync();
        await Expect(page.Locator(".people li")).ToHaveCountAsync(7);
    }

    [Fact]
    public async Task Photos_are_dropped_to_enrol_and_a_refused_one_is_named_with_its_reason()
    {
        await using var empty = await ServedArchive.StartAsync();
        await using var opened = await browser.OpenAsync(empty.Web);
        var page = opened.Page;
        await opened.GoAsync("/people");
        await page.Locator(".drop input").SetInputFilesAsync([ServedDemo.Picture("enrol/mira_okafor_1.jpg"), ServedDemo.Picture("enrol/mira_okafor_2.jpg"), ServedDemo.Picture("people.json")]);
        await Expect(page.Locator(".drop")).ToContainTextAsync("mira_okafor_2.jpg");

        await page.GetByLabel("Name of the person to enrol").FillAsync("Mira Okafor");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enrol" }).ClickAsync();

        await Expect(page.GetByText("Mira Okafor is enrolled with 2 photos.")).ToBeVisibleAsync();
        await Expect(page.Locator(".enrol-problems")).ToContainTextAsync("people.json");
        await Expect(page.Locator(".people li")).ToHaveCountAsync(1);
        Assert.Empty(opened.Problems);
    }

    [Fact]
    public async Task A_cut_out_of_a_face_is_a_square_WebP_kept_like_thumbnails()
    {
        var photo = (await demo.Served.Archive.Catalogue.FindByPathAsync(ServedDemo.Picture("scenes/pair_02.jpg"), Ct))!;
        using var client = new HttpClient { BaseAddress = demo.Served.Web };

        using var response = await client.GetAsync(FaceLink.Of(photo.Faces[0], photo, 96), Ct);
        using var image = NetVips.Image.NewFromBuffer(await response.Content.ReadAsByteArrayAsync(Ct));
        using var unversioned = await client.GetAsync($"/faces/{photo.Faces[0].Id}", Ct);
        using var missing = await client.GetAsync("/faces/999999", Ct);

        Assert.Equal("image/webp", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(response.Headers.CacheControl!.Extensions, e => e.Name == "immutable");
        Assert.Equal((image.Width, true), (image.Height, image.Width is > 40 and <= 96));
        Assert.True(unversioned.Headers.CacheControl is { NoCache: true, Private: true });
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Theory]
    [InlineData("/people")]
    [InlineData("/people/1")]
    [InlineData("/people/groups/0")]
    [InlineData("/people/groups/1")]
    [InlineData("/people/999999")]
    public async Task On_a_phone_nothing_sticks_out_and_every_control_has_a_name(string path)
    {
        await using var opened = await browser.OpenAsync(demo.Served.Web, phone: true, ColorScheme.Dark);
        await opened.GoAsync(path);
        await Expect(opened.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();

        Assert.Equal(390, await opened.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Empty(await opened.Page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll('main a, main button, main input')].filter(e =>
              !(e.getAttribute('aria-label') || e.labels?.[0]?.textContent.trim() || e.textContent.trim() || e.querySelector('img[alt]:not([alt=""])')) ).map(e => e.outerHTML)
            """));
        Assert.Empty(opened.Problems);
    }
}

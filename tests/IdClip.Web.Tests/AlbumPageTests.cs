using System.Text.RegularExpressions;
using IdClip.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IdClip.Web.Tests;

public sealed class AlbumPageTests(ServedDemo demo, ServedMixture mixture, Browser browser)
{
    [Fact]
    public async Task A_search_is_kept_opened_renamed_deleted_and_brought_back()
    {
        await using var copy = await DemoCopy.ServeAsync(demo);
        await using var opened = await browser.OpenAsync(copy.Served.Web);
        var page = opened.Page;
        var like = (await copy.Served.Archive.Catalogue.FindByPathAsync(ServedDemo.Picture("scenes/pair_03.jpg"), TestContext.Current.CancellationToken))!.Id;
        await opened.GoAsync($"/?q=%40mira%20on%20a%20stage&kind=photo&like={like}&by=scene");

        await page.GetByRole(AriaRole.Button, new() { Name = "Keep as an album" }).ClickAsync();
        await page.GetByLabel("Name of the album").FillAsync("Stages");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".save-said")).ToHaveTextAsync("Kept as Stages.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep as an album" }).ClickAsync();
        await page.GetByLabel("Name of the album").FillAsync("stages");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".summary-line").GetByRole(AriaRole.Alert)).ToContainTextAsync("There is an album \"Stages\" already");

        await opened.GoAsync("/albums");
        var album = page.Locator(".album");
        await Expect(album.Locator(".album-photos img")).ToHaveCountAsync(3);
        await Expect(album.Locator(".album-search")).ToHaveTextAsync(new Regex(@"^\s*Mira Okafor\s*on a stage, the scene of a photo, photos only"));
        await album.GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
        await album.GetByLabel("New name of Stages").FillAsync("On stage");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".album-name")).ToHaveTextAsync("On stage");
        await album.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(album).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await album.GetByRole(AriaRole.Link).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex($@"/\?q=%40%7BMira%20Okafor%7D%20on%20a%20stage&kind=photo&like={like}&by=scene$"));
        await Expect(opened.Answers.First).ToBeVisibleAsync();
        Assert.Empty(opened.Problems);
    }

    [Fact]
    public async Task A_search_by_a_dropped_photo_of_a_stranger_is_kept_and_asked_again()
    {
        var served = await mixture.ServeAsync();
        await using var opened = await browser.OpenAsync(served.Web);
        var page = opened.Page;
        await opened.GoAsync("/");
        await page.Locator(".example-choose input").SetInputFilesAsync(ServedDemo.Picture("enrol/tomas_lindqvist_1.jpg"));
        await page.GetByRole(AriaRole.Radio, new() { Name = "People" }).CheckAsync();
        await Expect(opened.Answers.First.Locator(".reason")).ToContainTextAsync("person face 1 of the example >.99");

        await page.GetByRole(AriaRole.Button, new() { Name = "Keep as an album" }).ClickAsync();
        await Expect(page.Locator(".save-note")).ToContainTextAsync("The picture is not kept.");
        await page.GetByLabel("Name of the album").FillAsync("That one");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".save-said")).ToHaveTextAsync("Kept as That one.");
        await opened.GoAsync("/albums");
        // Other tests keep albums there too.
        var album = page.Locator(".album", new() { HasText = "That one" });
        await Expect(album.Locator(".album-search")).ToHaveTextAsync("the people of a photo");
        await album.GetByRole(AriaRole.Link).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex(@"/\?album=That%20one&by=people$"));
        await Expect(page.Locator(".example-text")).ToContainTextAsync("Kept with the album That one");
        await Expect(opened.Answers.First.Locator(".reason")).ToContainTextAsync("person face 1 of the example >.99");
        using var client = new HttpClient { BaseAddress = served.Web };
        Assert.Equal(System.Net.HttpStatusCode.OK, (await client.GetAsync("/export?album=That%20one&by=people&count=1", TestContext.Current.CancellationToken)).StatusCode);
        await opened.GoAsync("/albums");
        await album.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(album).ToHaveCountAsync(0);
        // Answers to the same link may be some seconds old.
        await opened.GoAsync("/?album=That%20one&by=people&kind=photo");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is no album");
        Assert.Empty(opened.Problems);
    }
}

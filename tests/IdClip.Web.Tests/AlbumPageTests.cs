using System.Text.RegularExpressions;
using IdClip.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IdClip.Web.Tests;

public sealed class AlbumPageTests(ServedDemo demo, Browser browser)
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
}

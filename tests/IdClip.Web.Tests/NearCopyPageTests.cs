using IdClip.Web.Queries;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IdClip.Web.Tests;

public sealed class NearCopyPageTests(ServedMixture mixture, Browser browser)
{
    [Fact]
    public async Task Near_copies_are_one_card_that_opens_all_of_them_until_they_are_wanted_one_by_one()
    {
        await using var page = await browser.OpenAsync((await mixture.ServeAsync()).Web);
        await page.GoAsync(await mixture.SearchAsync(ServedMixture.Copies));
        await Expect(page.Page.Locator(".summary")).ToContainTextAsync("2 photos and 2 near-copies");
        await Expect(page.Answers).ToHaveCountAsync(2);
        var card = page.Answers.Filter(new() { Has = page.Page.Locator(".answer-copies") });
        await Expect(card.Locator(".answer-copies")).ToHaveTextAsync("+2");
        await Expect(card.Locator(".unseen")).ToContainTextAsync("with 2 near-copies");

        await page.OpenAnswerAsync(card);
        var viewer = page.Page.GetByRole(AriaRole.Dialog);
        await Expect(viewer.Locator(".viewer-copies li")).ToHaveCountAsync(3);
        var files = new List<string>();
        for (var copy = 0; copy < 3; copy++)
        {
            await viewer.Locator(".viewer-copies button").Nth(copy).ClickAsync();
            await Expect(viewer.Locator(".viewer-copies button").Nth(copy)).ToHaveAttributeAsync("aria-current", "true");
            files.Add((await viewer.Locator(".file").InnerTextAsync()).Split('\n')[0].Trim());
        }
        Assert.Equal(["one.jpg", "three.jpg", "two.jpg"], files.Order());
        await Expect(viewer).ToContainTextAsync("near-copy 2 of 2");
        await page.Page.Keyboard.PressAsync("Escape");

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Show near-copies one by one" }).ClickAsync();
        await Expect(page.Answers).ToHaveCountAsync(4);
        // The wish is part of the search, and of the next one.
        await page.Box.FillAsync("a person outdoors");
        await page.Box.PressAsync("Enter");
        await Expect(page.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"outdoors&folder=\\d+&copies={QueryLink.EveryCopy}$"));
        await Expect(page.Page.GetByRole(AriaRole.Link, new() { Name = "Put near-copies together" })).ToBeVisibleAsync();
        Assert.Empty(page.Problems);
    }
}

using System.Text.RegularExpressions;
using IdClip.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IdClip.Web.Tests;

public sealed class QueryChipTests(ServedDemo demo, Browser browser)
{
    [Fact]
    public async Task Names_are_chips_that_keys_step_over_remove_and_bring_back()
    {
        await using var page = await browser.OpenAsync(demo.Served.Web);
        await page.GoAsync("/");

        await page.Box.PressSequentiallyAsync("@gre");
        await Expect(page.Options).ToHaveCountAsync(1);
        await page.Box.PressAsync("Enter");
        await Expect(page.Box).ToHaveValueAsync("@{Greta Falkenrath} ");
        await page.Box.PressSequentiallyAsync("in a kitchen");
        await Expect(Chips(page)).ToHaveTextAsync(["@{Greta Falkenrath}"]);

        await page.Box.PressAsync("Home");
        await page.Box.PressAsync("ArrowRight");
        Assert.Equal(19, await CaretAsync(page));
        await page.Box.PressAsync("ArrowLeft");
        Assert.Equal(0, await CaretAsync(page));
        await page.Box.PressAsync("ArrowRight");
        await page.Box.PressAsync("Backspace");
        await Expect(page.Box).ToHaveValueAsync(" in a kitchen");
        await Expect(Chips(page)).ToHaveCountAsync(0);
        await page.Box.PressAsync("Control+z");

        await Expect(page.Box).ToHaveValueAsync("@{Greta Falkenrath} in a kitchen");
        await Expect(Chips(page)).ToHaveCountAsync(1);
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task A_chip_changes_its_role_by_keys_alone()
    {
        await using var page = await browser.OpenAsync(demo.Served.Web);
        await page.AskAsync("@{Mira Okafor} @{Tomas Lindqvist} outside");
        await page.Box.PressAsync("Home");
        await page.Box.PressAsync("ArrowRight");

        await PickAsync(page, "Without Mira Okafor");
        await Expect(page.Box).ToHaveValueAsync("-@{Mira Okafor} @{Tomas Lindqvist} outside");
        await Expect(Chips(page).First).ToHaveClassAsync(new Regex("excluded"));
        await PickAsync(page, "or the person beside");
        await Expect(page.Box).ToHaveValueAsync("@{Mira Okafor} or @{Tomas Lindqvist} outside");
        await Expect(Chips(page).Last).ToHaveClassAsync(new Regex("either"));
        await PickAsync(page, "Only Mira Okafor");
        await Expect(page.Box).ToHaveValueAsync("only @{Mira Okafor} @{Tomas Lindqvist} outside");
        await PickAsync(page, "Remove Mira Okafor");
        await Expect(page.Box).ToHaveValueAsync("@{Tomas Lindqvist} outside");
        await page.Box.PressAsync("Enter");

        await Expect(page.Page).ToHaveURLAsync(new Regex("q=%40%7BTomas%20Lindqvist%7D%20outside$"));
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task A_chip_changes_by_the_mouse_and_pasted_text_has_chips()
    {
        await using var page = await browser.OpenAsync(demo.Served.Web);
        await page.GoAsync("/");
        await page.Box.FillAsync("a walk with @{Yuna Hoshikawa}");
        await Expect(Chips(page)).ToHaveTextAsync(["@{Yuna Hoshikawa}"]);

        // The input lies over its chips, so it is the place that is clicked; a chip that is drawn again has none for a moment.
        LocatorBoundingBoxResult? place;
        while ((place = await Chips(page).BoundingBoxAsync()) is not { Width: > 0 })
            await Task.Delay(20, TestContext.Current.CancellationToken);
        await page.Page.Mouse.ClickAsync(place.X + place.Width / 2, place.Y + place.Height / 2);
        await page.Page.GetByRole(AriaRole.Option, new() { Name = "Without Yuna Hoshikawa" }).ClickAsync();

        await Expect(page.Box).ToHaveValueAsync("a walk with -@{Yuna Hoshikawa}");
        await Expect(page.Box).ToBeFocusedAsync();
    }

    private static ILocator Chips(BrowserPage page) => page.Page.Locator(".query-mirror .mark");

    private static Task<int> CaretAsync(BrowserPage page) => page.Box.EvaluateAsync<int>("input => input.selectionStart");

    private static async Task PickAsync(BrowserPage page, string option)
    {
        await page.Box.PressAsync("ArrowDown");
        var wanted = page.Page.GetByRole(AriaRole.Option, new() { Name = option });
        await Expect(wanted).ToBeVisibleAsync();
        while (await wanted.GetAttributeAsync("aria-selected") != "true")
        {
            var active = await page.Box.GetAttributeAsync("aria-activedescendant");
            await page.Box.PressAsync("ArrowDown");
            await Expect(page.Box).Not.ToHaveAttributeAsync("aria-activedescendant", active!);
        }
        await page.Box.PressAsync("Enter");
        await Expect(page.Options).ToHaveCountAsync(0);
    }
}

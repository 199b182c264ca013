using IdClip.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IdClip.Web.Tests;

/// <summary>What the search page does when somebody drops, leaves and comes back, and when the server cannot answer.</summary>
public sealed class SearchStateTests(ServedDemo demo, Browser browser)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_photo_dropped_anywhere_on_the_page_is_searched_by()
    {
        await using var page = await browser.OpenAsync(demo.Served.Web);
        await page.GoAsync("/");
        var photo = Convert.ToBase64String(await File.ReadAllBytesAsync(ServedDemo.Picture("scenes/pair_03.jpg"), Ct));
        var dragged = await page.Page.EvaluateHandleAsync("""
            photo => {
                const dragged = new DataTransfer();
                dragged.items.add(new File([Uint8Array.from(atob(photo), c => c.charCodeAt(0))], 'photo.jpg', { type: 'image/jpeg' }));
                return dragged;
            }
            """, photo);

        await page.Page.DispatchEventAsync("main", "dragenter", new { dataTransfer = dragged });
        await Expect(page.Page.GetByText("Drop the photo to search by it")).ToBeVisibleAsync();
        await page.Page.DispatchEventAsync("main", "drop", new { dataTransfer = dragged });

        await Expect(page.Box).ToHaveValueAsync("@{Greta Falkenrath} @{Wei Sarto}");
        await Expect(page.Page.GetByText("Drop the photo to search by it")).ToBeHiddenAsync();
        await Expect(page.Answers.First).ToBeVisibleAsync();
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task The_way_back_leads_to_the_answers_that_were_left()
    {
        await using var page = await browser.OpenAsync(demo.Served.Web);
        await page.AskAsync("a person");
        await page.Page.Locator(".answers.placed").WaitForAsync();
        await page.Answers.First.Locator(".answer-picture").FocusAsync();
        await page.Page.Keyboard.PressAsync("End");
        var last = page.Page.Locator(".answer[data-place='87'] .answer-picture");
        await Expect(last).ToBeFocusedAsync();
        await Expect(last).ToBeInViewportAsync();
        // Playwright's own click would scroll up to the link first.
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "People" }).EvaluateAsync("link => link.click()");
        await Expect(page.Page.Locator(".people li")).ToHaveCountAsync(8);

        await page.Page.GoBackAsync();

        await Expect(last).ToBeInViewportAsync();
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task A_search_that_fails_says_so_and_can_be_tried_again_and_a_server_that_is_gone_is_noticed()
    {
        await using var copy = await DemoCopy.ServeAsync(demo);
        await using var page = await browser.OpenAsync(copy.Served.Web);
        await page.AskAsync("a person");
        await Expect(page.Answers.First).ToBeVisibleAsync();
        await copy.ChangeAsync("""ALTER TABLE "Photos" RENAME TO "Away" """);

        await page.Box.FillAsync("a person on a stage");
        await page.Box.PressAsync("Enter");
        var failure = page.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "Something went wrong" });
        await Expect(failure).ToContainTextAsync("The search did not come back from the server");
        await copy.ChangeAsync("""ALTER TABLE "Away" RENAME TO "Photos" """);
        await failure.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(page.Answers.First).ToBeVisibleAsync();

        await copy.Served.StopAsync();
        await Expect(page.Page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await Expect(page.Page.Locator("#components-reconnect-modal .while-trying")).ToHaveTextAsync("The connection to the server is lost. Trying again.");
    }
}

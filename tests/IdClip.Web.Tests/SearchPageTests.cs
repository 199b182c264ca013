using System.Globalization;
using System.Text.RegularExpressions;
using IdClip.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IdClip.Web.Tests;

public sealed partial class SearchPageTests(ServedDemo demo, Browser browser)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_typed_query_brings_the_right_photo_first_and_stands_in_the_link()
    {
        await using var page = await OpenAsync();
        await page.GoAsync("/");

        await page.Box.PressSequentiallyAsync("@{Mira Okafor} on a stage");
        await page.Box.PressAsync("Enter");

        await Expect(page.Answers.First).ToBeVisibleAsync();
        await Expect(page.Page).ToHaveURLAsync(new Regex(@"\?q=%40%7BMira%20Okafor%7D%20on%20a%20stage$"));
        Assert.Equal("mira_okafor_06.jpg", await FileOfAsync(page.Answers.First));
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task A_link_holds_the_query_and_its_answers_are_in_the_page_before_any_script_runs()
    {
        using var client = new HttpClient { BaseAddress = demo.Served.Web };

        var html = await client.GetStringAsync($"/?q={Uri.EscapeDataString("@{Wei Sarto} in a kitchen")}", Ct);

        Assert.Contains("value=\"@{Wei Sarto} in a kitchen\"", html, StringComparison.Ordinal);
        Assert.Contains("person Wei Sarto", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_completed_by_keys_alone()
    {
        await using var page = await OpenAsync();
        await page.GoAsync("/");

        await page.Box.PressSequentiallyAsync("@gre");
        await Expect(page.Page.GetByRole(AriaRole.Option, new() { Selected = true })).ToContainTextAsync("Greta Falkenrath");
        await page.Box.PressAsync("Enter");
        await Expect(page.Box).ToHaveValueAsync("@{Greta Falkenrath} ");
        await page.Box.PressSequentiallyAsync("and tom");
        await Expect(page.Page.GetByRole(AriaRole.Option)).ToContainTextAsync("Tomas Lindqvist");
        await page.Box.PressAsync("ArrowDown");
        await page.Box.PressAsync("Tab");

        await Expect(page.Box).ToHaveValueAsync("@{Greta Falkenrath} and @{Tomas Lindqvist} ");
        await Expect(page.Box).ToBeFocusedAsync();
        await Expect(page.Box).ToHaveAttributeAsync("aria-expanded", "false");
    }

    [Fact]
    public async Task Escape_closes_the_names_and_Enter_then_searches()
    {
        await using var page = await OpenAsync();
        await page.GoAsync("/");

        await page.Box.PressSequentiallyAsync("@gre");
        await Expect(page.Page.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await page.Box.PressAsync("Escape");
        await Expect(page.Page.GetByRole(AriaRole.Option)).ToHaveCountAsync(0);
        await page.Box.PressAsync("Enter");

        await Expect(page.Page).ToHaveURLAsync(new Regex(@"\?q=%40gre$"));
    }

    [Fact]
    public async Task A_name_is_completed_by_the_mouse()
    {
        await using var page = await OpenAsync();
        await page.GoAsync("/");

        await page.Box.PressSequentiallyAsync("@ra");
        await page.Page.GetByRole(AriaRole.Option, new() { Name = "Ramiro Quellan" }).ClickAsync();

        await Expect(page.Box).ToHaveValueAsync("@{Ramiro Quellan} ");
        await Expect(page.Box).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_reasons_and_the_faces_come_up_under_the_pointer()
    {
        await using var page = await OpenAsync();
        await page.AskAsync("@{Mira Okafor} @{Tomas Lindqvist}");
        var first = page.Answers.First;
        await Expect(first.Locator(".answer-reasons")).ToHaveCSSAsync("opacity", "0");

        await first.HoverAsync();

        await Expect(first.Locator(".answer-reasons")).ToHaveCSSAsync("opacity", "1");
        await Expect(first.Locator(".bars dt")).ToHaveTextAsync(["Mira Okafor", "Tomas Lindqvist"]);
        await Expect(first.Locator(".reason")).ToHaveTextAsync(new Regex(@"person Mira Okafor >?\.\d\d \(face \d\)"));
        await Expect(first.Locator(".face-box.named")).ToHaveCountAsync(2);
        var picture = (await first.Locator(".answer-picture").BoundingBoxAsync())!;
        foreach (var face in await first.Locator(".face-box.named").AllAsync())
        {
            var box = (await face.BoundingBoxAsync())!;
            Assert.InRange(box.X, picture.X, picture.X + picture.Width - box.Width);
            Assert.InRange(box.Y, picture.Y, picture.Y + picture.Height - box.Height);
        }
    }

    [Fact]
    public async Task A_wrong_name_offers_the_right_one_as_a_link()
    {
        await using var page = await OpenAsync();
        await page.AskAsync("two people with @{Mira Sarto} at sea");

        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Expect(page.Page.Locator(".problem-query mark")).ToHaveTextAsync("@{Mira Sarto}");
        await page.Page.Locator(".candidates a", new() { HasTextString = "Mira Okafor" }).ClickAsync();

        await Expect(page.Box).ToHaveValueAsync("two people with @{Mira Okafor} at sea");
        await Expect(page.Answers.First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_query_that_cannot_be_read_shows_where()
    {
        await using var page = await OpenAsync();

        await page.AskAsync("a beach with @{Mira");

        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("@{Name}");
        await Expect(page.Page.Locator(".problem-query mark")).ToHaveTextAsync("@{Mira");
    }

    [Fact]
    public async Task The_first_page_offers_queries_of_enrolled_names()
    {
        await using var page = await OpenAsync();
        await page.GoAsync("/");

        await page.Page.Locator(".examples a").First.ClickAsync();

        await Expect(page.Answers.First).ToBeVisibleAsync();
        await Expect(page.Box).ToHaveValueAsync(new Regex(@"^@\{.+\} on a stage$"));
    }

    [Fact]
    public async Task An_answer_opens_in_full_and_keys_turn_the_pages()
    {
        await using var page = await OpenAsync();
        await page.AskAsync("@{Wei Sarto}");

        await page.Answers.First.Locator(".answer-picture").ClickAsync();
        var dialog = page.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync("Answer 1");
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(dialog).ToContainTextAsync("Answer 2");
        await page.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(dialog).ToContainTextAsync("Answer 1");
        await page.Page.Keyboard.PressAsync("Escape");

        await Expect(dialog).ToHaveCountAsync(0);
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task More_answers_come_when_asked_for()
    {
        await using var page = await OpenAsync();
        await page.AskAsync("a person");
        await Expect(page.Answers).ToHaveCountAsync(24);

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Show more" }).ClickAsync();

        await Expect(page.Answers).ToHaveCountAsync(48);
    }

    [Fact]
    public async Task The_people_page_leads_to_their_photos()
    {
        await using var page = await OpenAsync();
        await page.Page.GotoAsync("/people");
        await Expect(page.Page.Locator(".people li")).ToHaveCountAsync(8);

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Yuna Hoshikawa" }).ClickAsync();

        await Expect(page.Answers.First).ToBeVisibleAsync();
        Assert.Contains("yuna_hoshikawa", await FileOfAsync(page.Answers.First), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task A_phone_shows_answers_with_their_reasons_and_nothing_sticks_out(ColorScheme scheme)
    {
        await using var page = await browser.OpenAsync(demo.Served.Web, phone: true, scheme);
        foreach (var path in (string[])["/", "/people", "/?q=%40%7BMira%20Okafor%7D%20on%20a%20beach", "/?q=%40%7BNobody%20Known%7D"])
        {
            await page.Page.GotoAsync(path);
            Assert.Equal(390, await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        }
        await page.AskAsync("@{Mira Okafor} on a beach");

        await Expect(page.Answers.First.Locator(".answer-reasons")).ToHaveCSSAsync("opacity", "1");
        await Expect(page.Page.Locator("body")).ToHaveCSSAsync("color-scheme", scheme == ColorScheme.Dark ? "dark" : "light");
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task Text_typed_in_an_archive_without_people_is_answered_with_what_to_do()
    {
        await using var empty = await ServedArchive.StartAsync();
        await using var page = await browser.OpenAsync(empty.Web);

        await page.AskAsync("a beach");

        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("idclip index");
    }

    private Task<BrowserPage> OpenAsync() => browser.OpenAsync(demo.Served.Web);

    private async Task<string> FileOfAsync(ILocator answer)
    {
        var source = (await answer.Locator("img").GetAttributeAsync("src"))!;
        var id = long.Parse(PhotoId().Match(source).Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        return Path.GetFileName((await demo.Served.Archive.Catalogue.DescribeAsync([id], Ct))[0].Path);
    }

    [GeneratedRegex(@"^/photos/(\d+)/thumbnail")]
    private static partial Regex PhotoId();
}

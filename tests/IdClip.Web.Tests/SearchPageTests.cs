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
        await Expect(page.Options).ToContainTextAsync("Tomas Lindqvist");
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
        await Expect(page.Options).ToHaveCountAsync(1);
        await page.Box.PressAsync("Escape");
        await Expect(page.Options).ToHaveCountAsync(0);
        await page.Box.PressAsync("Enter");

        await Expect(page.Page).ToHaveURLAsync(new Regex(@"\?q=%40gre$"));
    }

    [Fact]
    public async Task Enter_searches_also_where_the_names_on_the_screen_are_of_an_earlier_letter()
    {
        await using var page = await OpenAsync();
        await page.GoAsync("/");
        await page.Box.PressSequentiallyAsync("a beach");
        // What a slow connection shows for a moment.
        await page.Box.EvaluateAsync("box => { box.setAttribute('aria-expanded', 'true'); box.setAttribute('aria-activedescendant', 'name-0'); }");

        await page.Box.PressAsync("Enter");

        await Expect(page.Page).ToHaveURLAsync(new Regex(@"\?q=a%20beach$"));
        await Expect(page.Answers.First).ToBeVisibleAsync();
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

        await page.OpenAnswerAsync(page.Answers.First);
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
    public async Task Only_answers_near_the_viewport_are_in_the_page_and_keys_reach_all()
    {
        await using var page = await OpenAsync();
        await page.AskAsync("a person");
        await page.Page.Locator(".answers.placed").WaitForAsync();
        await Expect(page.Page.Locator(".summary")).ToContainTextAsync("88 photos");
        var height = await page.Page.EvaluateAsync<double>("document.documentElement.scrollHeight");

        await page.Answers.First.Locator(".answer-picture").FocusAsync();
        await page.Page.Keyboard.PressAsync("End");
        await Expect(AnswerAt(page, 87)).ToBeFocusedAsync();
        await Expect(AnswerAt(page, 87)).ToBeInViewportAsync();
        Assert.InRange(await page.Answers.CountAsync(), 1, 87);
        await Expect(page.Page.Locator(".answer[data-place='87']")).ToHaveAttributeAsync("aria-posinset", "88");
        await page.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(AnswerAt(page, 86)).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Home");
        await Expect(AnswerAt(page, 0)).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(AnswerAt(page, 0)).Not.ToBeFocusedAsync();
        var below = await page.Page.EvaluateAsync<int>("Number(document.activeElement.closest('.answer').dataset.place)");
        Assert.InRange(below, 2, 8);
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync($"Answer {below + 1} of 88");
        await page.Page.Locator(".viewer-content[data-ready]").WaitForAsync();
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync($"Answer {below + 2} of 88");
        await page.Page.Keyboard.PressAsync("Escape");

        await Expect(AnswerAt(page, below + 1)).ToBeFocusedAsync();
        Assert.Equal(height, await page.Page.EvaluateAsync<double>("document.documentElement.scrollHeight"));
        Assert.Empty(page.Problems);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rows_before_scripts_run_are_the_rows_after(bool phone)
    {
        await using var page = await browser.OpenAsync(demo.Served.Web, phone);
        await page.Page.AddInitScriptAsync("""
            window.shift = 0;
            window.shifted = [];
            new PerformanceObserver(list => {
                for (const entry of list.getEntries()) {
                    window.shift += entry.value;
                    window.shifted.push(...entry.sources.map(s => `${s.node?.className ?? s.node?.nodeName} ${s.previousRect.y} to ${s.currentRect.y}`));
                }
            }).observe({ type: 'layout-shift', buffered: true });
            """);
        await page.AskAsync("@{Mira Okafor} or @{Wei Sarto} at work");
        await page.Page.Locator(".answers.placed").WaitForAsync();
        await page.Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");

        Assert.True(await page.Page.EvaluateAsync<double>("window.shift") < .01, await page.Page.EvaluateAsync<string>("window.shifted.join('; ')"));
    }

    [Fact]
    public async Task Filters_are_part_of_the_search_and_its_link_and_go_back()
    {
        await using var page = await OpenAsync();
        await page.AskAsync("a person");
        await page.Page.GetByText("Filters").ClickAsync();

        await page.Page.GetByLabel("Folder").SelectOptionAsync(new SelectOptionValue { Label = "demo/enrol" });
        await Expect(page.Page.Locator(".summary")).ToContainTextAsync("24 photos");
        await Expect(page.Page).ToHaveURLAsync(new Regex(@"\?q=a%20person&folder=\d+$"));
        await page.Page.GetByLabel("Kind").SelectOptionAsync("video");
        await Expect(page.Page.GetByText("The filters let none through.")).ToBeVisibleAsync();
        await page.Page.GoBackAsync();
        await Expect(page.Page.Locator(".summary")).ToContainTextAsync("24 photos");
        await Expect(page.Page.GetByLabel("Kind")).ToHaveValueAsync("");
        await page.Page.GoBackAsync();
        await Expect(page.Page.Locator(".summary")).ToContainTextAsync("88 photos");
        await page.Page.GoForwardAsync();
        await Expect(page.Page.Locator(".summary")).ToContainTextAsync("24 photos");
        await page.GoAsync("/?q=a%20person&from=2024-02-02&to=2024-01-01");
        await Expect(page.Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("2024-02-02");
    }

    [Fact]
    public async Task The_page_is_a_plain_form_without_scripts()
    {
        await using var page = await browser.OpenAsync(demo.Served.Web, scripts: false);
        await page.Page.GotoAsync("/?q=a%20person&kind=photo");

        await page.Box.FillAsync("@{Wei Sarto} in a kitchen");
        await page.Box.PressAsync("Enter");

        await Expect(page.Page).ToHaveURLAsync(new Regex("kind=photo"));
        await Expect(page.Answers.First.Locator(".reason")).ToContainTextAsync("person Wei Sarto");
        await Expect(page.Answers).ToHaveCountAsync(60);
    }

    [Fact]
    public async Task A_given_photo_finds_its_people_and_its_scene()
    {
        await using var page = await OpenAsync();
        await page.GoAsync("/");

        await page.Page.Locator(".example-choose input").SetInputFilesAsync(ServedDemo.Picture("scenes/pair_03.jpg"));
        await Expect(page.Box).ToHaveValueAsync("@{Greta Falkenrath} @{Wei Sarto}");
        await Expect(page.Answers.First.Locator(".reason")).ToHaveTextAsync(new Regex("person Greta Falkenrath .* x person Wei Sarto .* x scene "));
        Assert.Equal("pair_03.jpg", await FileOfAsync(page.Answers.First));
        await page.Page.GetByRole(AriaRole.Radio, new() { Name = "Scene" }).CheckAsync();
        await Expect(page.Box).ToHaveValueAsync("");
        await Expect(page.Answers.First.Locator(".reason")).ToHaveTextAsync(new Regex("^scene "));
        await page.OpenAnswerAsync(page.Answers.First);
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "More like this" }).ClickAsync();
        await Expect(page.Page).ToHaveURLAsync(new Regex(@"/\?like=\d+&by=scene$"));
        await Expect(page.Page.Locator(".example-text")).ToContainTextAsync("pair_03.jpg");
        await Expect(page.Page.Locator(".summary")).ToContainTextAsync("87 photos");
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task What_is_no_photo_is_refused_in_words()
    {
        await using var page = await OpenAsync();
        await page.GoAsync("/");

        await page.Page.Locator(".example-choose input").SetInputFilesAsync(new FilePayload { Name = "photo.jpg", MimeType = "image/jpeg", Buffer = "<svg/>"u8.ToArray() });

        await Expect(page.Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("cannot be read");
    }

    [Fact]
    public async Task The_people_page_leads_to_their_photos()
    {
        await using var page = await OpenAsync();
        await page.GoAsync("/people");
        await Expect(page.Page.Locator(".people li")).ToHaveCountAsync(8);

        await page.Page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Yuna Hoshikawa") }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Search for Yuna Hoshikawa" }).ClickAsync();

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
            await page.GoAsync(path);
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

    private static ILocator AnswerAt(BrowserPage page, int place) => page.Page.Locator($".answer[data-place='{place}'] .answer-picture");

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

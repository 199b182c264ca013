using System.Net;
using System.Net.Http.Headers;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IdClip.Web.Tests;

public sealed class VideoAnswerTests(ServedMixture mixture, Browser browser)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_from_a_video_plays_from_its_moment()
    {
        await using var page = await browser.OpenAsync((await mixture.ServeAsync()).Web);
        await page.GoAsync(await mixture.SearchAsync(ServedMixture.Film));
        await page.Answers.Filter(new() { HasText = "0:03" }).Locator(".answer-picture").ClickAsync();
        var video = page.Page.Locator(".viewer video");
        await Expect(video).ToHaveJSPropertyAsync("readyState", 4);

        Assert.InRange(await video.EvaluateAsync<double>("v => v.currentTime"), 2.99, 3.05);
        await Expect(video).ToHaveJSPropertyAsync("paused", true);
        await Expect(page.Page.Locator(".viewer-picture .face-box").First).ToBeVisibleAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Play from 0:03" }).ClickAsync();
        await video.EvaluateAsync("v => new Promise(done => { const look = () => v.currentTime > 3.3 ? done() : setTimeout(look, 50); look(); })");
        await Expect(page.Page.Locator(".viewer-picture .face-box").First).ToBeHiddenAsync();
        // Keys on the player are the player's.
        await video.FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Page.Locator(".viewer")).ToContainTextAsync("0:03");
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task A_video_that_the_browser_cannot_play_says_so_and_shows_its_frame()
    {
        await using var page = await browser.OpenAsync((await mixture.ServeAsync()).Web);
        await page.GoAsync(await mixture.SearchAsync(ServedMixture.Old));
        await page.Answers.First.Locator(".answer-picture").ClickAsync();

        await Expect(page.Page.Locator(".viewer-video [role=status]")).ToHaveTextAsync("This browser cannot play this kind of video (avi). The picture is its frame at 0:00.");
        await Expect(page.Page.Locator(".viewer video")).ToBeHiddenAsync();
        await Expect(page.Page.Locator(".viewer-picture img")).ToHaveJSPropertyAsync("complete", true);
        await Expect(page.Page.GetByRole(AriaRole.Link, new() { Name = "Save the video" })).ToHaveAttributeAsync("download", ServedMixture.Old);
    }

    [Fact]
    public async Task A_video_is_served_in_ranges_by_the_id_of_its_frame()
    {
        var served = await mixture.ServeAsync();
        var frame = (await served.Archive.Catalogue.FindByPathAsync(mixture.PathOf(ServedMixture.Film), Ct))!.Id;
        var whole = await File.ReadAllBytesAsync(mixture.PathOf(ServedMixture.Film), Ct);
        using var client = new HttpClient { BaseAddress = served.Web };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/photos/{frame}/video") { Headers = { Range = new RangeHeaderValue(100, 299) } };

        using var part = await client.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal("video/webm", part.Content.Headers.ContentType?.MediaType);
        Assert.Equal(whole.Length, part.Content.Headers.ContentRange?.Length);
        Assert.Equal(whole[100..300], await part.Content.ReadAsByteArrayAsync(Ct));
        using var gone = await client.GetAsync("/photos/999999/video", Ct);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }
}

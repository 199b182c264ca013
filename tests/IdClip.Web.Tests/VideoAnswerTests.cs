using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Net.Client;
using IdClip.Grpc.Clients;
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
        await page.OpenAnswerAsync(page.Answers.Filter(new() { HasText = "0:03" }));
        var video = page.Page.Locator(".viewer video");
        await Expect(video).ToHaveJSPropertyAsync("readyState", 4);

        Assert.InRange(await video.EvaluateAsync<double>("v => v.currentTime"), 2.99, 3.05);
        await Expect(video).ToHaveJSPropertyAsync("paused", true);
        await Expect(page.Page.Locator(".viewer-picture .face-box").First).ToBeVisibleAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Play from 0:03" }).ClickAsync();
        await video.EvaluateAsync("v => new Promise(done => { const look = () => v.currentTime > 3.3 ? (v.pause(), done()) : setTimeout(look, 50); look(); })");
        await Expect(page.Page.Locator(".viewer-picture .face-box").First).ToBeVisibleAsync();
        // Keys on the player are the player's.
        await video.FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Page.Locator(".viewer")).ToContainTextAsync("0:03");
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task How_long_somebody_is_seen_is_shown_and_played_and_the_box_goes_with_the_face()
    {
        await using var page = await browser.OpenAsync((await mixture.ServeAsync()).Web);
        await page.GoAsync((await mixture.SearchAsync(ServedMixture.Film)).Replace("a%20person", "%40%7BMira%20Okafor%7D", StringComparison.Ordinal));
        await page.OpenAnswerAsync(page.Answers.First);
        var (video, box) = (page.Page.Locator(".viewer video"), page.Page.Locator(".viewer-picture .face-box").First);
        var seen = page.Page.GetByRole(AriaRole.List, new() { Name = "Seen in this shot" }).GetByRole(AriaRole.Button, new() { Name = "Play Mira Okafor seen 0:00 to 0:02" });
        await Expect(seen).ToBeVisibleAsync();
        // The stretch on the line of the whole video: two of six seconds from its beginning on.
        var share = await seen.Locator(".seen-line").EvaluateAsync<double>("line => { const s = line.firstElementChild.getBoundingClientRect(); return s.width / line.getBoundingClientRect().width; }");
        Assert.InRange(share, .28, .42);
        var before = await box.EvaluateAsync<double>("b => parseFloat(b.style.left)");

        await video.EvaluateAsync("v => { v.currentTime = 5 }");
        await seen.ClickAsync();
        await video.EvaluateAsync("v => new Promise(done => { const look = () => v.played.length > 0 && v.played.start(0) < .1 ? done() : setTimeout(look, 50); look(); })");
        await video.EvaluateAsync("v => new Promise(done => { v.pause(); v.addEventListener('seeked', done, { once: true }); v.currentTime = 1.5; })");

        // Fifty pixels of 640 a second.
        await Expect(box).ToBeVisibleAsync();
        Assert.InRange(before - await box.EvaluateAsync<double>("b => parseFloat(b.style.left)"), 9, 15);
        // Nobody is followed into the next shot.
        await video.EvaluateAsync("v => { v.currentTime = 3.5 }");
        await Expect(box).ToBeHiddenAsync();
        await video.EvaluateAsync("v => { v.currentTime = 0 }");
        await Expect(box).ToBeVisibleAsync();
        Assert.Equal(before, await box.EvaluateAsync<double>("b => parseFloat(b.style.left)"));
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task A_video_that_the_browser_cannot_play_says_so_and_shows_its_frame()
    {
        await using var page = await browser.OpenAsync((await mixture.ServeAsync()).Web);
        await page.GoAsync(await mixture.SearchAsync(ServedMixture.Old));
        await page.OpenAnswerAsync(page.Answers.First);

        await Expect(page.Page.Locator(".viewer-video [role=status]")).ToHaveTextAsync("This browser cannot play this kind of video (avi). The picture is its frame at 0:00.");
        await Expect(page.Page.Locator(".viewer video")).ToBeHiddenAsync();
        await Expect(page.Page.Locator(".viewer-picture img")).ToHaveJSPropertyAsync("complete", true);
        await Expect(page.Page.GetByRole(AriaRole.Link, new() { Name = "Save the video" })).ToHaveAttributeAsync("download", ServedMixture.Old);
    }

    [Fact]
    public async Task Programs_are_told_how_long_and_where_somebody_is_seen()
    {
        var served = await mixture.ServeAsync();
        await mixture.SearchAsync(ServedMixture.Film);
        var frame = (await served.Archive.Catalogue.FindByPathAsync(mixture.PathOf(ServedMixture.Film), Ct))!;
        var track = Assert.Single(frame.Faces).Track!;
        using var client = new HttpClient { BaseAddress = served.Web };
        using var channel = GrpcChannel.ForAddress(served.Grpc);

        using var response = await client.PostAsJsonAsync("/v1/search", new { query = "@{Mira Okafor}" }, Ct);
        var answers = (await response.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("answers").EnumerateArray();
        var found = await new RemoteSearcher(new(channel)).SearchAsync(new() { Query = "@{Mira Okafor}" }, 10, null, Ct);

        var told = answers.Single(a => a.GetProperty("photo").GetProperty("id").GetInt64() == frame.Id).GetProperty("people")[0].GetProperty("face").GetProperty("track");
        Assert.Equal(("0s", "2s", track.Places.Count), (told.GetProperty("from").GetString(), told.GetProperty("to").GetString(), told.GetProperty("places").GetArrayLength()));
        var same = found.Answers.Single(a => a.Photo.Id == frame.Id);
        Assert.Equal("person Mira Okafor >.99 (face 1, seen 0:00 to 0:02)", same.Reason);
        Assert.Equal(track.Places, same.People[0].Face!.Track!.Places);
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

using System.IO.Compression;
using System.Net;
using IdClip.Tests;
using Microsoft.Playwright;

namespace IdClip.Web.Tests;

public sealed class ExportTests(ServedDemo demo, Browser browser) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = demo.Served.Web };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_best_answers_are_downloaded_as_a_ZIP()
    {
        await using var page = await browser.OpenAsync(demo.Served.Web);
        await page.AskAsync("@{Greta Falkenrath} @{Wei Sarto} in a kitchen");
        await page.Page.GetByText("Download", new() { Exact = true }).ClickAsync();
        await page.Page.GetByLabel("The best").FillAsync("3");

        var download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.GetByRole(AriaRole.Button, new() { Name = "Download as ZIP" }).ClickAsync());

        Assert.Matches(@"^idclip-\d{4}-\d\d-\d\d\.zip$", download.SuggestedFilename);
        using var zip = ZipFile.OpenRead(await download.PathAsync());
        Assert.Equal(3, zip.Entries.Count);
        Assert.Equal("pair_03.jpg", zip.Entries[0].FullName);
        using var first = new MemoryStream();
        await using (var entry = zip.Entries[0].Open())
            await entry.CopyToAsync(first, Ct);
        Assert.Equal(await File.ReadAllBytesAsync(ServedDemo.Picture("scenes/pair_03.jpg"), Ct), first.ToArray());
        Assert.Empty(page.Problems);
    }

    [Theory]
    [InlineData("/export?q=a%20beach&kind=video&count=2", HttpStatusCode.OK)]
    [InlineData("/export?count=2", HttpStatusCode.BadRequest)]
    [InlineData("/export?q=a%20beach&count=0", HttpStatusCode.BadRequest)]
    [InlineData("/export?q=%40%7BNobody%20Known%7D", HttpStatusCode.BadRequest)]
    [InlineData("/export?like=999999", HttpStatusCode.BadRequest)]
    public async Task A_download_without_a_search_that_can_be_answered_is_refused(string address, HttpStatusCode expected)
    {
        using var response = await _client.GetAsync(address, Ct);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task A_page_elsewhere_can_have_no_download_made()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/export?q=a%20beach");
        foreach (var (name, value) in new[] { ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document") })
            request.Headers.Add(name, value);

        using var response = await _client.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    public void Dispose() => _client.Dispose();
}

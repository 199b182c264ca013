using System.Net;
using IdClip.Tests;
using IdClip.Web.Photos;

namespace IdClip.Web.Tests;

public sealed class PhotoEndpointTests(ServedDemo demo) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = demo.Served.Web };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thumbnail_is_a_WebP_that_may_be_kept_for_ever_and_lies_in_the_archives_cache()
    {
        var photo = (await demo.Served.Archive.Catalogue.FindByPathAsync(ServedDemo.Picture("scenes/pair_02.jpg"), Ct))!;

        using var response = await _client.GetAsync(PhotoLink.Thumbnail(photo, 320), Ct);
        var bytes = await response.Content.ReadAsByteArrayAsync(Ct);

        Assert.Equal("image/webp", response.Content.Headers.ContentType?.MediaType);
        var kept = response.Headers.CacheControl!;
        Assert.Equal((true, TimeSpan.FromDays(365)), (kept.Private, kept.MaxAge));
        Assert.Contains(kept.Extensions, e => e.Name == "immutable");
        using var image = NetVips.Image.NewFromBuffer(bytes);
        Assert.Equal((320, 240), (image.Width, image.Height));
        var cached = Directory.GetFiles(Path.Combine(demo.Served.Archive.Catalogue.Folder, "cache", "thumbs"), "*-320.webp", SearchOption.AllDirectories);
        Assert.Contains(cached, f => File.ReadAllBytes(f).AsSpan().SequenceEqual(bytes));
    }

    [Theory]
    [InlineData(1, 160)]
    [InlineData(161, 320)]
    [InlineData(100_000, 640)]
    public async Task Any_width_is_served_in_the_next_that_is_made_and_never_enlarged(int asked, int served)
    {
        var id = (await demo.Served.Archive.Catalogue.FindByPathAsync(ServedDemo.Picture("scenes/pair_02.jpg"), Ct))!.Id;

        using var image = NetVips.Image.NewFromBuffer(await _client.GetByteArrayAsync($"/photos/{id}/thumbnail?width={asked}", Ct));

        Assert.Equal(served, image.Width);
    }

    [Fact]
    public async Task A_picture_without_its_version_is_asked_for_again()
    {
        var id = (await demo.Served.Archive.Catalogue.FindByPathAsync(ServedDemo.Picture("scenes/pair_02.jpg"), Ct))!.Id;

        foreach (var address in (string[])[$"/photos/{id}/thumbnail", $"/photos/{id}/thumbnail?v=0", $"/photos/{id}", $"/photos/{id}?v=0123456789abcdef"])
        {
            using var response = await _client.GetAsync(address, Ct);
            Assert.True(response.Headers.CacheControl is { NoCache: true, Private: true }, address);
        }
    }

    [Fact]
    public async Task The_full_picture_is_the_file_itself()
    {
        var file = ServedDemo.Picture("scenes/pair_02.jpg");
        var photo = (await demo.Served.Archive.Catalogue.FindByPathAsync(file, Ct))!;

        using var response = await _client.GetAsync(PhotoLink.Full(photo), Ct);

        Assert.Equal("image/jpeg", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(await File.ReadAllBytesAsync(file, Ct), await response.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData("/photos/999999")]
    [InlineData("/photos/999999/thumbnail")]
    [InlineData("/photos/1/video")]
    [InlineData("/photos/-1/thumbnail")]
    [InlineData("/photos/..%2f..%2fetc%2fpasswd")]
    [InlineData("/photos/people.json")]
    public async Task What_is_no_photo_is_not_found(string address)
    {
        using var response = await _client.GetAsync(address, Ct);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    public void Dispose() => _client.Dispose();
}

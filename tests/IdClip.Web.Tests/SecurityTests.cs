using System.Net;
using IdClip.Tests;

namespace IdClip.Web.Tests;

public sealed class SecurityTests(ServedDemo demo) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = demo.Served.Web };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.BadRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    public async Task Only_loopback_names_are_answered(string host, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = $"{host}:{demo.Served.Web.Port}";

        using var response = await _client.SendAsync(request, Ct);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("/", "Origin", "https://evil.example")]
    [InlineData("/_blazor/negotiate", "Origin", "null")]
    [InlineData("/photos/1/thumbnail", "Sec-Fetch-Site", "cross-site")]
    [InlineData("/photos/1", "Sec-Fetch-Site", "same-site")]
    public async Task What_another_sites_page_asks_for_is_refused(string address, string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add(header, value);

        using var response = await _client.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_link_from_elsewhere_opens_the_page()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Sec-Fetch-Mode", "navigate");
        request.Headers.Add("Sec-Fetch-Dest", "document");

        using var response = await _client.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task No_script_is_inline_and_the_policy_allows_none()
    {
        using var response = await _client.GetAsync("/", Ct);
        var html = await response.Content.ReadAsStringAsync(Ct);

        var policy = response.Headers.GetValues("Content-Security-Policy").ToList();
        Assert.Contains(policy, p => p.Contains("script-src 'self';", StringComparison.Ordinal) && p.Contains("default-src 'none'", StringComparison.Ordinal));
        Assert.DoesNotMatch(@"<script(?![^>]*\bsrc=)", html);
        Assert.DoesNotMatch(@"\son\w+=", html);
    }

    [Fact]
    public async Task Nothing_on_the_page_comes_from_another_host()
    {
        var html = await _client.GetStringAsync("/", Ct);

        Assert.DoesNotMatch("""(?:src|href)="(?:https?:)?//""", html);
    }

    public void Dispose() => _client.Dispose();
}

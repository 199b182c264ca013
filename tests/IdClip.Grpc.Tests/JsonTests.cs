using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using IdClip.Grpc.Calls;
using IdClip.Tests;
using Microsoft.AspNetCore.Http;

namespace IdClip.Grpc.Tests;

/// <summary>The same calls as JSON over HTTP, as curl makes them.</summary>
public sealed class JsonTests(ServedDemo demo) : IDisposable
{
    private readonly HttpClient client = new() { BaseAddress = demo.Served.Web };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task A_search_answers_with_reasons()
    {
        using var response = await client.PostAsJsonAsync("/v1/search", new { query = "@{Mira Okafor} in a forest", top = 2 }, Ct);
        var answers = (await response.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("answers");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, answers.GetArrayLength());
        Assert.Contains("mira_okafor", answers[0].GetProperty("photo").GetProperty("path").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("person Mira Okafor", answers[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_has_a_status_and_the_details_of_gRPC()
    {
        using var response = await client.PostAsJsonAsync("/v1/search", new { query = "@{Mira Okafor Junior}" }, Ct);
        var failure = await response.Content.ReadFromJsonAsync<JsonElement>(Ct);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains(failure.GetProperty("details").EnumerateArray(), detail => detail.TryGetProperty("reason", out var reason) && reason.GetString() == "UNKNOWN_NAME");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"query": 7}""")]
    [InlineData("""{"query": "", "top": -1}""")]
    public async Task What_is_no_request_is_a_bad_request(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await client.PostAsync("/v1/search", content, Ct);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_page_elsewhere_may_not_ask()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/search/names?typed=mir") { Headers = { { "Origin", "https://example.org" } } };
        using var response = await client.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_request_is_cancelled_at_the_deadline_of_its_call()
    {
        var context = new DefaultHttpContext { Request = { ContentType = "application/json" } };
        context.SetEndpoint(new(null, new(new DefaultDeadlineAttribute(1)), "a call"));

        await new DefaultDeadlineMiddleware(async called =>
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(TimeSpan.FromMinutes(5), called.RequestAborted))).InvokeAsync(context);
    }

    [Fact]
    public async Task The_description_is_served()
    {
        using var response = await client.GetAsync("/openapi.json", Ct);

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(OpenApiTests.Written, await response.Content.ReadAsStringAsync(Ct));
    }
}

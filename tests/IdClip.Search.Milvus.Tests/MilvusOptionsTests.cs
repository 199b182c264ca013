using System.Net;
using System.Text;
using IdClip.Search.Index;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace IdClip.Search.Milvus.Tests;

/// <summary>The address and the token.</summary>
public sealed class MilvusOptionsTests
{
    private const string Token = "root:Milvus-secret";

    [Fact]
    public void The_token_is_not_printed()
    {
        MilvusOptions options = new() { Address = new("https://milvus.example:19530"), Token = Token, Database = "photos" };
        Assert.Equal("https://milvus.example:19530, database photos, a token, deadline 10 s", $"{options}");
    }

    [Theory]
    [InlineData("http://milvus.example:19530", Token, "https")]
    [InlineData("http://user:Hush@127.0.0.1:19530", null, "Token")]
    [InlineData("tcp://127.0.0.1:19530", null, "http://HOST:PORT")]
    public void Addresses_that_cannot_work_or_give_the_token_away_are_refused(string address, string? token, string advice)
    {
        var refusal = Assert.Throws<ArgumentException>(() => new MilvusIndexStore(new() { Address = new(address), Token = token }));
        Assert.Contains(advice, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Hush", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_and_names_that_cannot_work_are_refused()
    {
        MilvusOptions options = new() { Address = new("http://127.0.0.1:19530") };
        Assert.Throws<ArgumentException>(() => new MilvusIndexStore(options with { Deadline = TimeSpan.Zero }));
        Assert.Throws<ArgumentException>(() => new MilvusIndexStore(options with { LoadDeadline = -TimeSpan.FromSeconds(1) }));
        Assert.Throws<ArgumentException>(() => new MilvusIndexStore(options with { Database = " " }));
    }

    [Fact]
    public async Task The_token_is_sent_as_the_protocol_wants_and_stays_out_of_errors()
    {
        string? received = null;
        await using var server = await RefusingAsync(authorization => received = authorization);
        using var store = new MilvusIndexStore(new() { Address = new(server.Urls.Single()), Token = Token });
        var refusal = Assert.Throws<IndexServiceException>(() => store.Open("faces", 8));
        Assert.Equal(Token, Encoding.UTF8.GetString(Convert.FromBase64String(received!)));
        Assert.False(refusal.IsUnreachable);
        Assert.Contains("Token", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", $"{refusal}", StringComparison.Ordinal);
        Assert.DoesNotContain(received!, $"{refusal}", StringComparison.Ordinal);
    }

    // milvus-lite takes any token; this server takes none.
    private static async Task<WebApplication> RefusingAsync(Action<string> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(o => o.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.Run(context =>
        {
            received(context.Request.Headers.Authorization.ToString());
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = "16";
            return Task.CompletedTask;
        });
        await app.StartAsync();
        return app;
    }

    [Theory]
    [InlineData("http://127.0.0.1:19530", "http://127.0.0.1:19530", null, "default")]
    [InlineData("Endpoint=http://127.0.0.1:19530", "http://127.0.0.1:19530", null, "default")]
    [InlineData("Endpoint=https://milvus:19530;Token=root:Milvus;Database=photos", "https://milvus:19530", "root:Milvus", "photos")]
    [InlineData("Endpoint=https://milvus:19530;Key=root:Milvus", "https://milvus:19530", "root:Milvus", "default")]
    public void Connection_strings_are_read(string connection, string address, string? token, string database)
    {
        var options = MilvusOptions.Parse(connection);
        Assert.Equal((new Uri(address), token, database), (options.Address, options.Token, options.Database));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("Endpoint=;Token=secret")]
    [InlineData("Token=secret")]
    [InlineData("Endpoint=http://elsewhere:19530;Token=secret")]
    [InlineData("Endpoint=ftp://127.0.0.1;Token=secret")]
    [InlineData("\"secret")]
    public void Other_connection_strings_are_refused_without_being_shown(string connection)
    {
        var refused = Assert.Throws<ArgumentException>(() => MilvusOptions.Parse(connection));
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }
}

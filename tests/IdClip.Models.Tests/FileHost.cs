using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IdClip.Models.Tests;

/// <summary>A real HTTP server on loopback that hands out the files of a folder, and can be told to misbehave.</summary>
internal sealed class FileHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private FileHost(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    /// <summary>The Range header of every request for a file, "" where there was none.</summary>
    public ConcurrentQueue<string> Ranges { get; } = [];

    /// <summary>How many answers break off after half of what they should hold.</summary>
    public int Breaks { get; set; }

    public bool KnowsRanges { get; set; } = true;

    public string Tag { get; set; } = "\"v1\"";

    /// <summary>Stated as X-Linked-Etag in a redirect before the weights, as Hugging Face does.</summary>
    public string? LinkedHash { get; set; }

    public HttpStatusCode? Status { get; set; }

    public Func<byte[], byte[]> Change { get; set; } = bytes => bytes;

    public static async Task<FileHost> StartAsync(string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var host = new FileHost(builder.Build());
        host.app.MapGet("/resolve/{name}", (string name, HttpContext context) => host.Redirect(name, context));
        host.app.MapGet("/{name}", (string name, HttpContext context) => host.SendAsync(Path.Combine(folder, name), context));
        await host.app.StartAsync();
        return host;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private void Redirect(string name, HttpContext context)
    {
        if (LinkedHash is not null && name.EndsWith(".safetensors", StringComparison.Ordinal))
            context.Response.Headers["X-Linked-Etag"] = $"\"{LinkedHash}\"";
        context.Response.Redirect($"/{name}");
    }

    private async Task SendAsync(string path, HttpContext context)
    {
        Ranges.Enqueue(context.Request.Headers.Range.ToString());
        if (Status is { } status)
        {
            context.Response.StatusCode = (int)status;
            return;
        }

        var bytes = Change(await File.ReadAllBytesAsync(path));
        var from = 0;
        if (KnowsRanges)
            context.Response.Headers.ETag = Tag;
        if (KnowsRanges && context.Request.GetTypedHeaders().Range?.Ranges.First().From is { } start && context.Request.Headers.IfRange == Tag)
        {
            from = (int)start;
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = $"bytes {from}-{bytes.Length - 1}/{bytes.Length}";
        }

        context.Response.ContentLength = bytes.Length - from;
        if (Breaks > 0)
        {
            Breaks--;
            await context.Response.Body.WriteAsync(bytes.AsMemory(from, (bytes.Length - from) / 2));
            await context.Response.Body.FlushAsync();
            // What was sent must arrive before the connection is cut.
            await Task.Delay(50);
            context.Abort();
            return;
        }

        await context.Response.Body.WriteAsync(bytes.AsMemory(from));
    }
}

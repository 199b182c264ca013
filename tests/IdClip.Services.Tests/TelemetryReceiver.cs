using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;

namespace IdClip.Services.Tests;

/// <summary>An endpoint of OTLP over HTTP that keeps what hosts send it.</summary>
internal sealed class TelemetryReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<(string Signal, string Text)> _received = new();

    public TelemetryReceiver(int port)
    {
        Address = new($"http://127.0.0.1:{port}");
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _ = ReceiveAsync();
    }

    public Uri Address { get; }

    /// <summary>What came of a signal: metrics, traces or logs. Names and labels are readable in it, as protobuf writes texts as they are.</summary>
    public string Of(string signal) => string.Concat(_received.Where(message => message.Signal == signal).Select(message => message.Text));

    /// <summary>Waits until a text has come, and gives all that came of the signal.</summary>
    public async Task<string> WaitForAsync(string signal, string text, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        while (!Of(signal).Contains(text, StringComparison.Ordinal))
            await Task.Delay(100, patience.Token);
        return Of(signal);
    }

    public void Dispose() => _listener.Close();

    private async Task ReceiveAsync()
    {
        while (_listener.IsListening)
            try
            {
                var context = await _listener.GetContextAsync();
                await using var body = context.Request.Headers["Content-Encoding"] == "gzip"
                    ? new GZipStream(context.Request.InputStream, CompressionMode.Decompress)
                    : context.Request.InputStream;
                using var reader = new StreamReader(body, System.Text.Encoding.Latin1);
                _received.Enqueue((context.Request.Url!.AbsolutePath["/v1/".Length..], await reader.ReadToEndAsync()));
                context.Response.Close();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
    }
}

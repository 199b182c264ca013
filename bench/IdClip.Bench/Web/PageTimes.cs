using System.Text.Json;
using Microsoft.Playwright;

namespace IdClip.Bench.Web;

/// <summary>Chromium, measured by its own traces.</summary>
internal sealed class PageTimes : IAsyncDisposable
{
    private const string Executable = "/usr/bin/chromium";
    private const int Seconds = 10;
    private const string Categories = "devtools.timeline,devtools.timeline.frame,disabled-by-default-devtools.timeline.frame";

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private PageTimes(IPlaywright playwright, IBrowser browser) => (this.playwright, this.browser) = (playwright, browser);

    public static async Task<PageTimes> OpenAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"] }));
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    /// <summary>Milliseconds from the start of a navigation to a query's link until a picture of an answer is painted; nothing is in the browser's cache.</summary>
    public async Task<double> FirstAnswerAsync(Uri address, string query)
    {
        await using var context = await NewContextAsync();
        var page = await context.NewPageAsync();
        // Chromium tells when an element was painted where it is asked for that before it is; and of answers only.
        await page.AddInitScriptAsync(
            """
            new MutationObserver(() => document.querySelectorAll('.answer img:not([elementtiming])').forEach(image => image.setAttribute('elementtiming', 'answer')))
              .observe(document, { childList: true, subtree: true });
            window.painted = new Promise(done => new PerformanceObserver(list => done(list.getEntries()[0].renderTime)).observe({ type: 'element', buffered: true }));
            """);
        await page.GotoAsync(LinkTo(address, query));
        return await page.EvaluateAsync<double>("window.painted");
    }

    /// <summary>Scrolls through the answers to a query and says how many frames were drawn.</summary>
    public async Task<string> ScrollAsync(Uri address, string query, int pixelsPerSecond)
    {
        await using var context = await NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(LinkTo(address, query));
        await page.Locator(".answers.placed .answer img").First.WaitForAsync();
        await page.WaitForTimeoutAsync(1_000);
        var empty = 0d;
        var events = await TraceAsync(page, Categories, async () => empty = await page.EvaluateAsync<double>(
            """
            ([speed, seconds]) => new Promise(done => {
              let start, frames = 0, bare = 0;
              const step = now => {
                start ??= now;
                // Photos are apart from each other by less than these points are.
                const middle = innerHeight / 2, points = [0, 40].flatMap(x => [0, 40].map(y => document.elementFromPoint(innerWidth / 3 + x, middle + y)));
                if (document.querySelector('.answers').getBoundingClientRect().top < middle) {
                  frames++;
                  if (!points.some(element => element?.closest('.answer')))
                    bare++;
                }
                scrollTo({ top: (now - start) / 1000 * speed, behavior: 'instant' });
                if (now - start < seconds * 1000)
                  requestAnimationFrame(step);
                else
                  done(bare / frames);
              };
              requestAnimationFrame(step);
            })
            """, new[] { pixelsPerSecond, Seconds }));
        var drawn = events.Where(e => Is(e, "DrawFrame")).Select(Microseconds).Order().ToArray();
        var gaps = drawn.Zip(drawn.Skip(1), (a, b) => (b - a) / 1000).Order().ToArray();
        var dropped = events.Count(e => Is(e, "DroppedFrame"));
        return $"{drawn.Length / (double)Seconds:0.0} frames a second, {dropped} dropped, from frame to frame p50 {gaps[gaps.Length / 2]:0.0}, p99 {gaps[gaps.Length * 99 / 100]:0.0}, worst {gaps[^1]:0} ms; no answer under the middle in {empty:0.0 %} of frames";
    }

    private Task<IBrowserContext> NewContextAsync() => browser.NewContextAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });

    private static string LinkTo(Uri address, string query) => new Uri(address, $"/?q={Uri.EscapeDataString(query)}").AbsoluteUri;

    private static async Task<IReadOnlyList<JsonElement>> TraceAsync(IPage page, string categories, Func<Task> what)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        var events = new List<JsonElement>();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        session.Event("Tracing.dataCollected").OnEvent += (_, part) => events.AddRange(part!.Value.GetProperty("value").EnumerateArray().Select(e => e.Clone()));
        session.Event("Tracing.tracingComplete").OnEvent += (_, _) => ended.TrySetResult();
        await session.SendAsync("Tracing.start", new() { ["categories"] = categories, ["transferMode"] = "ReportEvents" });
        await what();
        await session.SendAsync("Tracing.end");
        await ended.Task;
        return events;
    }

    private static bool Is(JsonElement e, string name) => e.GetProperty("name").GetString() == name;

    private static double Microseconds(JsonElement e) => e.GetProperty("ts").GetDouble();
}

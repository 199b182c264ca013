using Microsoft.Playwright;

namespace IdClip.Web.Tests;

/// <summary>Debian's Chromium, started once.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Executable = "/usr/bin/chromium";

    private const float Patience = 60_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Executable))
            return;
        // The first search of a page on a cold, busy machine takes longer than the library's five seconds.
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A fresh page, <paramref name="still"/> without animations (half of a fade has half of its contrast); skips the running test by name where Chromium is missing.</summary>
    internal async Task<BrowserPage> OpenAsync(Uri address, bool phone = false, ColorScheme scheme = ColorScheme.Light, bool scripts = true, bool still = false)
    {
        Assert.SkipUnless(_browser is not null, $"{Executable} is not on this machine");
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            ColorScheme = scheme,
            JavaScriptEnabled = scripts,
            ReducedMotion = still ? ReducedMotion.Reduce : ReducedMotion.NoPreference,
            ViewportSize = phone ? new() { Width = 390, Height = 844 } : new() { Width = 1440, Height = 900 },
            HasTouch = phone,
            IsMobile = phone,
        });
        context.SetDefaultTimeout(Patience);
        context.SetDefaultNavigationTimeout(Patience);
        return new(context, await context.NewPageAsync());
    }
}

using Microsoft.Playwright;

namespace IdClip.Web.Tests;

/// <summary>A page in a context of its own, and what went wrong on it.</summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    public BrowserPage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.PageError += (_, error) => Problems.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                Problems.Add(message.Text);
        };
    }

    public IPage Page { get; }

    /// <summary>Script errors, refused resources and breaches of the content security policy.</summary>
    public List<string> Problems { get; } = [];

    public ILocator Box => Page.GetByRole(AriaRole.Combobox, new() { Name = "Search:" });

    /// <summary>What the list under the box offers.</summary>
    public ILocator Options => Page.Locator("#names [role=option]");

    public ILocator Answers => Page.Locator(".answers > .answer");

    /// <summary>Opens an address of the site and waits until the page listens: what is pressed before is lost, and what is left before says that its connection broke.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await Page.Locator("main:has([data-ready]):not(:has(form.query:not([data-ready]), input[type=file]:disabled))").WaitForAsync();
    }

    /// <summary>Opens the answers to a query.</summary>
    public Task AskAsync(string query) => GoAsync($"/?q={Uri.EscapeDataString(query)}");

    /// <summary>Opens an answer in full and waits until the viewer listens.</summary>
    public async Task OpenAnswerAsync(ILocator answer)
    {
        await answer.Locator(".answer-picture").ClickAsync();
        await Page.Locator(".viewer-content[data-ready]").WaitForAsync();
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}

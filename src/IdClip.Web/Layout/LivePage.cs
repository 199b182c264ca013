using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;

namespace IdClip.Web.Layout;

/// <summary>A page whose content is read again every second while it is open. What can't be read for a while, as when a database starts again, leaves what was read before on the screen.</summary>
public abstract partial class LivePage : ComponentBase, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _leaving = new();

    /// <summary>Makes the page.</summary>
    protected LivePage() => Leaving = _leaving.Token;

    /// <summary>What to say while the page can't be read again; null while it can.</summary>
    protected string? Stale { get; private set; }

    [Inject] private ILogger<LivePage> Log { get; set; } = null!;

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Leaving { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads what the page shows.</summary>
    protected abstract Task LoadAsync();

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        await LoadAsync();
        // The HTML that comes before the living page is read once.
        if (RendererInfo.IsInteractive)
            _ = FollowAsync();
    }

    private async Task FollowAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(Interval);
            while (await timer.WaitForNextTickAsync(Leaving))
                await InvokeAsync(LoadAgainAsync);
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task LoadAgainAsync()
    {
        try
        {
            await LoadAsync();
            Stale = null;
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            if (Stale is null)
                LogStale(Log, GetType().Name, problem.GetType().Name);
            Stale ??= string.Create(CultureInfo.InvariantCulture, $"The archive does not answer. This is how it was at {DateTime.Now:HH:mm:ss}; it is asked again every second.");
        }
        StateHasChanged();
    }

    [LoggerMessage(LogLevel.Warning, "{Page} can't be read again for now: {Reason}")]
    private static partial void LogStale(ILogger log, string page, string reason);
}

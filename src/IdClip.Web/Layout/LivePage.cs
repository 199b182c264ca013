using Microsoft.AspNetCore.Components;

namespace IdClip.Web.Layout;

/// <summary>A page whose content is read again every second while it is open.</summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _leaving = new();

    /// <summary>Makes the page.</summary>
    protected LivePage() => Leaving = _leaving.Token;

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
                await InvokeAsync(async () =>
                {
                    await LoadAsync();
                    StateHasChanged();
                });
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        catch (Exception problem)
        {
            await DispatchExceptionAsync(problem);
        }
    }
}

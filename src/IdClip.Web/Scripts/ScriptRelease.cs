using Microsoft.JSInterop;

namespace IdClip.Web.Scripts;

/// <summary>Lets go of a component's script.</summary>
internal static class ScriptRelease
{
    /// <summary>Has the script clean up and lets go of it; does nothing where the page is gone and its script with it.</summary>
    /// <param name="script">The component's module; null where it was never loaded.</param>
    /// <param name="cleanUp">The function of the module that cleans up; null where there is nothing to.</param>
    /// <param name="arguments">What it takes.</param>
    public static async ValueTask ReleaseAsync(this IJSObjectReference? script, string? cleanUp = null, params object?[] arguments)
    {
        if (script is null)
            return;
        try
        {
            if (cleanUp is not null)
                await script.InvokeVoidAsync(cleanUp, arguments);
            await script.DisposeAsync();
        }
        // A call that waits while the connection is lost is cancelled; one that comes later is refused.
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
        }
    }
}

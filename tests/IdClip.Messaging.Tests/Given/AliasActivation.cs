using IdClip.Archive.Adapters;
using IdClip.Archive.Catalogue;
using IdClip.Messages.Adapters;

namespace IdClip.Messaging.Tests.Given;

/// <summary>Flips the alias as activation does for adapters that leave images alone; the models themselves are tested from the command line.</summary>
internal sealed class AliasActivation(Catalogue catalogue) : IAdapterActivation
{
    private int started, flipped;

    /// <summary>Runs before each flip.</summary>
    public Func<string, CancellationToken, Task>? Before { get; set; }

    /// <summary>Whether meanwhile another adapter was asked for.</summary>
    public bool IsSuperseded { get; set; }

    public int Started => started;

    public int Flipped => flipped;

    public async Task<bool> ActivateAsync(ReindexRequested order, CancellationToken ct)
    {
        Interlocked.Increment(ref started);
        if (Before is { } before)
            await before(order.Adapter, ct);
        if (IsSuperseded)
            return false;
        var alias = new AdapterAlias(catalogue);
        var wanted = new ArchiveAdapter(order.Adapter, order.Adapter, ChangesImages: false);
        await alias.WantAsync(wanted, ct);
        await alias.FlipAsync(wanted, ct);
        Interlocked.Increment(ref flipped);
        return true;
    }
}

using IdClip.Archive.Adapters;
using IdClip.Archive.Catalogue;

namespace IdClip.Messaging.Tests.Given;

/// <summary>Flips the alias as activation does for adapters that leave images alone; the models themselves are tested from the command line.</summary>
internal sealed class AliasActivation(Catalogue catalogue) : IAdapterActivation
{
    private int started, flipped;

    /// <summary>Runs before each flip.</summary>
    public Func<string, CancellationToken, Task>? Before { get; set; }

    public int Started => started;

    public int Flipped => flipped;

    public async Task ActivateAsync(string adapter, CancellationToken ct)
    {
        Interlocked.Increment(ref started);
        if (Before is { } before)
            await before(adapter, ct);
        var alias = new AdapterAlias(catalogue);
        var wanted = new ArchiveAdapter(adapter, adapter, ChangesImages: false);
        await alias.WantAsync(wanted, ct);
        await alias.FlipAsync(wanted, ct);
        Interlocked.Increment(ref flipped);
    }
}

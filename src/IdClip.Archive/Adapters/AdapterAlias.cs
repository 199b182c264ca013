using System.Text.Json;
using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Adapters;

/// <summary>Which adapter an archive's searches use. The one in use answers until another has a vector of every photo; then the alias is flipped in one transaction. Thread-safe.</summary>
/// <param name="catalogue">The archive.</param>
public sealed class AdapterAlias(Catalogue.Catalogue catalogue)
{
    private readonly ArchiveDatabase database = catalogue.Database;

    // What was read last, with the catalogue's version before it was read.
    private Tuple<long, ArchiveAdapters>? known;

    /// <summary>The adapters in use; read again only after a commit of this or another process.</summary>
    public async Task<ArchiveAdapters> ReadAsync(CancellationToken ct = default)
    {
        var version = database.DataVersion();
        if (Volatile.Read(ref known) is { } last && last.Item1 == version)
            return last.Item2;
        await using var context = database.Read();
        ArchiveAdapters adapters = new(
            await ReadAsync(context, ArchiveSetting.ActiveAdapter, ct), await ReadAsync(context, ArchiveSetting.WantedAdapter, ct));
        Volatile.Write(ref known, Tuple.Create(version, adapters));
        return adapters;
    }

    /// <summary>Says for which adapter photos are encoded from now on; searches go on with the active one.</summary>
    public Task WantAsync(ArchiveAdapter adapter, CancellationToken ct = default) =>
        database.WriteAsync(context => WantAsync(context, adapter, ct), ct);

    /// <summary>Makes the wanted adapter the active one: searches of every process use it from now on.</summary>
    /// <param name="adapter">The adapter that was wanted.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="ArchiveException">Meanwhile another adapter, or none, was asked for.</exception>
    public async Task FlipAsync(ArchiveAdapter adapter, CancellationToken ct = default)
    {
        if (!await TryFlipAsync(adapter, ct))
            throw new ArchiveException($"Meanwhile the archive was asked for another adapter than {adapter.Name}, or for none. Activate {adapter.Name} again if it is still wanted.");
    }

    /// <summary>Makes the wanted adapter the active one unless another, or none, is wanted.</summary>
    /// <returns>Whether it is active now.</returns>
    public Task<bool> TryFlipAsync(ArchiveAdapter adapter, CancellationToken ct = default) =>
        database.WriteAsync(async context =>
        {
            if (await ReadAsync(context, ArchiveSetting.WantedAdapter, ct) is not { } wanted || wanted.Identity != adapter.Identity)
                return false;
            await SetAsync(context, ArchiveSetting.ActiveAdapter, adapter, ct);
            await SetAsync(context, ArchiveSetting.WantedAdapter, null, ct);
            return true;
        }, ct);

    /// <summary>Takes a wish back; the active adapter stays. A run that encodes photos for it ends soon after.</summary>
    /// <param name="identity">The adapter that is wanted no more; another one stays wanted.</param>
    /// <param name="ct">Cancels.</param>
    public Task UnwantAsync(string identity, CancellationToken ct = default) =>
        database.WriteAsync(context => UnwantAsync(context, identity, ct), ct);

    /// <summary>Searches use no adapter from now on, and none is wanted any more.</summary>
    public Task ClearAsync(CancellationToken ct = default) =>
        database.WriteAsync(async context =>
        {
            await SetAsync(context, ArchiveSetting.ActiveAdapter, null, ct);
            await SetAsync(context, ArchiveSetting.WantedAdapter, null, ct);
        }, ct);

    internal static Task WantAsync(ArchiveContext context, ArchiveAdapter adapter, CancellationToken ct) =>
        SetAsync(context, ArchiveSetting.WantedAdapter, adapter, ct);

    internal static async Task UnwantAsync(ArchiveContext context, string identity, CancellationToken ct)
    {
        if ((await ReadAsync(context, ArchiveSetting.WantedAdapter, ct))?.Identity == identity)
            await SetAsync(context, ArchiveSetting.WantedAdapter, null, ct);
    }

    private static async Task<ArchiveAdapter?> ReadAsync(ArchiveContext context, string key, CancellationToken ct)
    {
        var setting = await context.Settings.AsNoTracking().SingleOrDefaultAsync(s => s.Key == key, ct);
        return setting is null ? null : JsonSerializer.Deserialize(setting.Value, AdapterFields.Default.ArchiveAdapter);
    }

    private static async Task SetAsync(ArchiveContext context, string key, ArchiveAdapter? adapter, CancellationToken ct)
    {
        await context.Settings.Where(s => s.Key == key).ExecuteDeleteAsync(ct);
        if (adapter is not null)
            context.Settings.Add(new() { Key = key, Value = JsonSerializer.Serialize(adapter, AdapterFields.Default.ArchiveAdapter) });
    }
}

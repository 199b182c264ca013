using System.Globalization;
using IdClip.Archive.Catalogue;
using IdClip.Search.Index;

namespace IdClip.Search;

/// <summary>Indexes of one archive in a store that other archives may share.</summary>
/// <param name="store">The store; disposed with this.</param>
/// <param name="tie">Which indexes the archive has there.</param>
/// <param name="archive">The archive's name, a part of every index's.</param>
internal sealed class IndexService(IVectorIndexStore store, IndexTie tie, string archive) : IIndexPlace
{
    public bool IsService => true;

    public string? BeyondRemoval => store.BeyondRemoval;

    private IndexTie Tie => tie;

    public IIndexSlot Slot(string kind, string model) => new ServiceSlot(this, NameOf(kind, model));

    public async Task DeleteOthersAsync(string kind, IEnumerable<string> models, CancellationToken ct)
    {
        var kept = models.Select(model => NameOf(kind, model)).ToList();
        foreach (var (index, dimension) in await tie.IndexesAsync(ct))
            if (index.StartsWith($"{kind}_", StringComparison.Ordinal) && !kept.Contains(index))
            {
                store.Drop(FullName(index, dimension));
                await tie.RemoveAsync(index, ct);
            }
    }

    public void Dispose() => store.Dispose();

    private static string NameOf(string kind, string model) => $"{kind}_{string.Concat(model.Take(16).Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'))}";

    private string FullName(string index, int dimension) => string.Create(CultureInfo.InvariantCulture, $"idclip_{archive}_{index}_{dimension}");

    private IVectorIndex Open(string index, int dimension) => store.Open(FullName(index, dimension), dimension);

    private sealed class ServiceSlot(IndexService service, string name) : IIndexSlot
    {
        public IVectorIndex? Index { get; private set; }

        public async Task<bool> OpenAsync(CancellationToken ct)
        {
            // Asked again also where it is open: a service that lost it gets an empty one.
            if ((await service.Tie.IndexesAsync(ct)).TryGetValue(name, out var dimension))
                Index = service.Open(name, dimension);
            return true;
        }

        public async ValueTask<IVectorIndex> ForAsync(int dimension, CancellationToken ct)
        {
            if (Index is { } open)
                return open;
            await service.Tie.AddAsync(name, dimension, ct);
            return Index = service.Open(name, dimension);
        }

        /// <summary>Nothing to release: connections are the store's.</summary>
        public void Dispose()
        {
        }
    }
}

namespace IdClip.Search;

/// <summary>Index files in a folder of the archive.</summary>
/// <param name="folder">The folder.</param>
internal sealed class IndexFolder(string folder) : IIndexPlace
{
    public bool IsService => false;

    public string? BeyondRemoval => null;

    public IIndexSlot Slot(string kind, string model) => new IndexFileSlot(folder, kind, model);

    public Task DeleteOthersAsync(string kind, IEnumerable<string> models, CancellationToken ct)
    {
        IndexFileSlot.DeleteOthers(folder, kind, models);
        return Task.CompletedTask;
    }

    /// <summary>Nothing to release: files belong to their slots.</summary>
    public void Dispose()
    {
    }
}

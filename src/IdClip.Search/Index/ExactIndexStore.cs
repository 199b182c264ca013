namespace IdClip.Search.Index;

/// <summary>Exact indexes in a folder: <c>NAME.idx</c> each, and <c>ALIAS.alias</c> with the name that the alias leads to.</summary>
/// <param name="folder">Made with the first index.</param>
public sealed class ExactIndexStore(string folder) : IVectorIndexStore
{
    private const string AliasExtension = ".alias";

    /// <inheritdoc/>
    public string? BeyondRemoval => null;

    /// <inheritdoc/>
    public IVectorIndex Open(string name, int dimension)
    {
        if (File.Exists(AliasPath(IndexNames.Require(name))))
            throw new ArgumentException($"{name} is an alias in {folder}; give the index another name.", nameof(name));
        return ExactIndex.Open(IndexPath(name), dimension);
    }

    /// <inheritdoc/>
    public IVectorIndex? Find(string aliasName, int dimension) =>
        File.Exists(AliasPath(IndexNames.Require(aliasName))) ? new AliasedIndex(AliasPath(aliasName), name => ExactIndex.Open(IndexPath(name), dimension)) : null;

    /// <inheritdoc/>
    public void Flip(string aliasName, string name)
    {
        if (File.Exists(IndexPath(IndexNames.Require(aliasName))))
            throw new ArgumentException($"{aliasName} is an index in {folder}; give the alias another name.", nameof(aliasName));
        if (!File.Exists(IndexPath(IndexNames.Require(name))))
            throw new ArgumentException($"There is no index {name} in {folder}; open it first.", nameof(name));
        var temporary = AliasPath(aliasName) + ".tmp";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(name));
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, AliasPath(aliasName), overwrite: true);
        DirectorySync.Flush(folder);
    }

    /// <inheritdoc/>
    public void Drop(string name)
    {
        if (!File.Exists(IndexPath(IndexNames.Require(name))))
            return;
        foreach (var alias in Directory.GetFiles(folder, "*" + AliasExtension))
            if (AliasedIndex.Target(alias) == name)
                throw new ArgumentException($"The alias {Path.GetFileNameWithoutExtension(alias)} leads to {name} in {folder}; flip it to another index first.", nameof(name));
        File.Delete(IndexPath(name));
        File.Delete(IndexPath(name) + ".lock");
    }

    /// <summary>Nothing to release: indexes belong to whoever opened them.</summary>
    public void Dispose()
    {
    }

    private string IndexPath(string name) => Path.Join(folder, name + ".idx");

    private string AliasPath(string alias) => Path.Join(folder, alias + AliasExtension);
}

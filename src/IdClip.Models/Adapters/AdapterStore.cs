using IdClip.Models.Store;

namespace IdClip.Models.Adapters;

/// <summary>The folders that adapters are found in. Each adapter has a folder of its name.</summary>
/// <param name="Folders">Searched in this order; adapters are installed into the first.</param>
public sealed record AdapterStore(IReadOnlyList<string> Folders)
{
    /// <summary>The store of this machine: the folder in <c>IDCLIP_ADAPTERS</c>, then <c>idclip/adapters</c> in the local application data.</summary>
    public static AdapterStore Default()
    {
        var folders = new List<string>();
        if (Environment.GetEnvironmentVariable("IDCLIP_ADAPTERS") is { Length: > 0 } chosen)
            folders.Add(Path.GetFullPath(chosen));
        var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        if (local.Length > 0)
            folders.Add(Path.Combine(local, "idclip", "adapters"));
        return new AdapterStore(folders);
    }

    /// <summary>All adapters that are here, by name; one that can't be read is listed with the reason.</summary>
    public IReadOnlyList<StoredAdapter> List() =>
    [
        .. Folders.Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories)
            .Where(folder => AdapterManifest.IsName(Path.GetFileName(folder)) && File.Exists(Path.Combine(folder, AdapterManifest.FileName)))
            .DistinctBy(Path.GetFileName)
            .Select(Describe)
            .OrderBy(adapter => adapter.Name, StringComparer.Ordinal),
    ];

    /// <summary>The folder of an adapter.</summary>
    /// <exception cref="ModelException">There is no such adapter.</exception>
    public string FolderOf(string name)
    {
        var found = AdapterManifest.IsName(name)
            ? Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(folder => File.Exists(Path.Combine(folder, AdapterManifest.FileName)))
            : null;
        return found ?? throw new ModelException($"There is no adapter '{name}' in {Places}. See 'idclip adapters list', or add one with 'idclip adapters add FOLDER'.");
    }

    /// <summary>Opens an adapter over its base model.</summary>
    /// <exception cref="ModelException">There is no such adapter, or it can't be used with that model.</exception>
    public AdapterModel Open(string name, ClipModel clip) => AdapterModel.Open(FolderOf(name), clip);

    /// <summary>Copies an adapter into the store, whole or not at all.</summary>
    /// <param name="folder">The folder of its two files; it is not changed.</param>
    /// <param name="name">What it will be called here.</param>
    /// <returns>Its folder in the store.</returns>
    /// <exception cref="ModelException">The folder holds no sound adapter, the name is taken by another one, or the store can't be written.</exception>
    public string Install(string folder, string name)
    {
        if (!AdapterManifest.IsName(name))
            throw new ModelException($"'{name}' can't be the name of an adapter: use letters, digits, '-', '.' and '_', at most 100");
        if (Folders.Count == 0)
            throw new ModelException("There is no folder for adapters. Set IDCLIP_ADAPTERS to one that can be written to.");
        var manifest = AdapterManifest.Read(folder) with { Name = name };
        var target = Path.Combine(Folders[0], name);
        if (Directory.Exists(target))
        {
            return AdapterManifest.Read(target).WeightsSha256 == manifest.WeightsSha256
                ? target
                : throw new ModelException($"Another adapter is called '{name}' already. Give this one a name of its own with --name.");
        }

        var building = $"{target}.{Guid.NewGuid():n}.partial";
        try
        {
            Directory.CreateDirectory(building);
            var weights = Path.Combine(building, AdapterManifest.WeightsName);
            File.Copy(Path.Combine(folder, AdapterManifest.WeightsName), weights);
            if (ModelStore.Hash(weights) != manifest.WeightsSha256)
                throw new ModelException($"{Path.Combine(folder, AdapterManifest.WeightsName)} does not have the sha256 that {AdapterManifest.FileName} states. Copy the adapter's folder again.");
            manifest.Write(building);
            Directory.Move(building, target);
            return target;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"The adapter can't be copied to {Folders[0]}: {e.Message}", e);
        }
        finally
        {
            if (Directory.Exists(building))
                Directory.Delete(building, recursive: true);
        }
    }

    /// <summary>The folders, for messages.</summary>
    public string Places => Folders.Count == 0 ? "any folder" : string.Join(", ", Folders);

    private static StoredAdapter Describe(string folder)
    {
        var name = Path.GetFileName(folder);
        try
        {
            return new StoredAdapter(name, folder, AdapterManifest.Read(folder), null);
        }
        catch (ModelException e)
        {
            return new StoredAdapter(name, folder, null, e.Message);
        }
    }
}

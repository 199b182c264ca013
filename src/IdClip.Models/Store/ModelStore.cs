using System.Security.Cryptography;

namespace IdClip.Models.Store;

/// <summary>The folders that models are found in: those the user pulled or imported, then those that come with IdClip. Each model has a folder of its name.</summary>
/// <param name="Folders">Searched in this order; models are written to the first.</param>
/// <param name="Catalogue">The models that are known by name.</param>
public sealed record ModelStore(IReadOnlyList<string> Folders, ModelCatalogue Catalogue)
{
    /// <summary>
    /// The store of this machine: the folder in <c>IDCLIP_MODELS</c>, the user's own folder (<c>idclip/models</c> in the local application data),
    /// <c>models</c> beside the program, and the nearest parent folder's <c>models</c> that holds a catalogue.
    /// </summary>
    public static ModelStore Default()
    {
        var folders = new List<string>();
        if (Environment.GetEnvironmentVariable("IDCLIP_MODELS") is { Length: > 0 } chosen)
            folders.Add(Path.GetFullPath(chosen));
        var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        if (local.Length > 0)
            folders.Add(Path.Combine(local, "idclip", "models"));
        for (var parent = new DirectoryInfo(AppContext.BaseDirectory); parent is not null; parent = parent.Parent)
        {
            var beside = Path.Combine(parent.FullName, "models");
            if (File.Exists(Path.Combine(beside, ModelCatalogue.FileName)))
            {
                folders.Add(beside);
                break;
            }
        }

        return new ModelStore(folders, ModelCatalogue.Default);
    }

    /// <summary>Opens a dual encoder.</summary>
    /// <exception cref="ModelException">There is no such model, or it can't be used.</exception>
    public ClipModel OpenClip(string name = "idclip-mini") => ClipModel.Open(FolderOf(name, ModelManifest.FileName));

    /// <summary>The ONNX file of a face model such as <c>yunet</c>, <c>sface</c> or, where the user has put it there, <c>facenet-512</c>.</summary>
    /// <exception cref="ModelException">There is no such model.</exception>
    public string FilePath(string name) => Directory.EnumerateFiles(FolderOf(name, "*.onnx"), "*.onnx").Order(StringComparer.Ordinal).First();

    /// <summary>All models that are here or can be pulled, by name.</summary>
    public IReadOnlyList<StoredModel> List()
    {
        var known = Catalogue.Models.Select(Describe);
        var others = Folders.Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories)
            .Where(folder => !Path.GetFileName(folder).StartsWith('.') && Catalogue.Find(Path.GetFileName(folder)) is null && File.Exists(Path.Combine(folder, ModelManifest.FileName)))
            .DistinctBy(Path.GetFileName)
            .Select(DescribeImported);
        return [.. known.Concat(others).OrderBy(model => model.Name, StringComparer.Ordinal)];
    }

    /// <summary>Hashes the files of one model, or of all that are here, and compares them with what was recorded.</summary>
    /// <exception cref="ModelException">There is no such model.</exception>
    public IReadOnlyList<VerifiedFile> Verify(string? name = null) => name is null
        ? [.. List().Where(model => model.Folder is not null).SelectMany(model => VerifyFolder(model.Name, model.Folder!))]
        : [.. VerifyFolder(name, FolderOf(name, "*"))];

    /// <summary>Lower-case hex sha256 of a file.</summary>
    internal static string Hash(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private string FolderOf(string name, string holding)
    {
        if (Find(name, holding) is { } folder)
            return folder;
        var known = Catalogue.Find(name);
        throw new ModelException(known is { IsIncluded: false }
            ? $"Model '{name}' is not on this machine. Get it with 'idclip models pull {known.Name}'."
            : $"There is no model '{name}' in {string.Join(", ", Folders)}. See 'idclip models list'.");
    }

    private string? Find(string name, string holding)
    {
        if (Path.GetFileName(name) != name || name.StartsWith('.'))
            throw new ModelException($"'{name}' is not the name of a model. See 'idclip models list'.");
        return Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(folder => Directory.Exists(folder) && Directory.EnumerateFiles(folder, holding).Any());
    }

    private StoredModel Describe(CatalogueModel model)
    {
        var folder = Find(model.Name, model.Kind == ModelKind.Clip ? ModelManifest.FileName : model.Files[0].Name);
        var size = folder is null ? model.Files.Aggregate((long?)0, (sum, file) => sum + file.Size) : SizeOf(folder);
        return new StoredModel(model.Name, model.Kind, model.About, model.Licence, folder, size, model.Files.All(file => file.Sha256 is not null));
    }

    private static StoredModel DescribeImported(string folder)
    {
        var manifest = ModelManifest.Read(folder);
        return new StoredModel(manifest.Name, ModelKind.Clip, "", manifest.Licence, folder, SizeOf(folder), IsPinned: true);
    }

    private static long SizeOf(string folder) => new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length);

    private IEnumerable<VerifiedFile> VerifyFolder(string name, string folder)
    {
        if (File.Exists(Path.Combine(folder, ModelManifest.FileName)))
        {
            var manifest = ModelManifest.Read(folder);
            yield return Compare(name, Path.Combine(folder, manifest.Weights), null, manifest.WeightsSha256);
        }

        foreach (var file in Catalogue.Find(name) is { IsIncluded: true } model ? model.Files : [])
            yield return Compare(name, Path.Combine(folder, file.Name), file.Size, file.Sha256);
    }

    private static VerifiedFile Compare(string model, string path, long? size, string? sha256)
    {
        if (!File.Exists(path))
            return new VerifiedFile(model, path, "is missing");
        if (size is not null && new FileInfo(path).Length != size)
            return new VerifiedFile(model, path, $"has {new FileInfo(path).Length} bytes instead of {size}");
        return new VerifiedFile(model, path, sha256 is null || Hash(path) == sha256 ? null : $"does not have the recorded sha256 {sha256}");
    }
}

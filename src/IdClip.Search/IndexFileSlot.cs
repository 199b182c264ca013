using System.Globalization;
using IdClip.Search.Index;

namespace IdClip.Search;

/// <summary>The place of one index file in an archive: empty until the first vector tells its dimension.</summary>
/// <param name="folder">The folder of index files.</param>
/// <param name="kind">What the vectors are of; the beginning of the file's name.</param>
/// <param name="model">Identity of their model.</param>
internal sealed class IndexFileSlot(string folder, string kind, string model) : IIndexSlot
{
    private const string Extension = ".idx";

    private readonly string _prefix = Prefix(kind, model);

    public IVectorIndex? Index { get; private set; }

    public Task<bool> OpenAsync(CancellationToken ct) => Task.FromResult(Open());

    public ValueTask<IVectorIndex> ForAsync(int dimension, CancellationToken ct) =>
        new(Index ??= ExactIndex.Open(Path.Join(folder, _prefix + dimension.ToString(CultureInfo.InvariantCulture) + Extension), dimension));

    /// <summary>Deletes the files of a kind that are of none of these models.</summary>
    public static void DeleteOthers(string folder, string kind, IEnumerable<string> models)
    {
        var kept = models.Select(model => Prefix(kind, model)).ToArray();
        if (Directory.Exists(folder))
            foreach (var file in Directory.GetFiles(folder, $"{kind}-*{Extension}"))
                if (!Array.Exists(kept, prefix => Path.GetFileName(file).StartsWith(prefix, StringComparison.Ordinal)))
                    Delete(file);
    }

    public void Dispose() => Index?.Dispose();

    // A damaged file is deleted.
    private bool Open()
    {
        if (!Directory.Exists(folder))
            return true;
        var whole = true;
        foreach (var file in Directory.GetFiles(folder, $"{kind}-*{Extension}"))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (Index is not null || !name.StartsWith(_prefix, StringComparison.Ordinal)
                || !int.TryParse(name.AsSpan(_prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var dimension) || dimension <= 0)
                continue;
            try
            {
                Index = ExactIndex.Open(file, dimension);
            }
            catch (IndexFileException)
            {
                whole = false;
                Delete(file);
            }
        }
        return whole;
    }

    private static string Prefix(string kind, string model) =>
        $"{kind}-{string.Concat(model.Take(8).Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'))}-";

    private static void Delete(string file)
    {
        File.Delete(file);
        File.Delete(file + ".lock");
    }
}

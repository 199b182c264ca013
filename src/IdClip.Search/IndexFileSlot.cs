using System.Globalization;
using IdClip.Search.Index;

namespace IdClip.Search;

/// <summary>The place of one index file in an archive: empty until the first vector tells its dimension.</summary>
/// <param name="folder">The folder of index files.</param>
/// <param name="kind">What the vectors are of; the beginning of the file's name.</param>
/// <param name="model">Identity of their model.</param>
internal sealed class IndexFileSlot(string folder, string kind, string model) : IDisposable
{
    private const string Extension = ".idx";

    private readonly string _prefix = Prefix(kind, model);

    /// <summary>The open index, or null.</summary>
    public ExactIndex? Index { get; private set; }

    /// <summary>Opens the file if there is one; a damaged one, and those of other models, are deleted.</summary>
    /// <param name="keepOthers">Whether files of other models stay.</param>
    /// <returns>False where a damaged file was deleted.</returns>
    public bool Open(bool keepOthers = false)
    {
        if (!Directory.Exists(folder))
            return true;
        var whole = true;
        foreach (var file in Directory.GetFiles(folder, $"{kind}-*{Extension}"))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (Index is null && name.StartsWith(_prefix, StringComparison.Ordinal)
                && int.TryParse(name.AsSpan(_prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var dimension) && dimension > 0)
                try
                {
                    Index = ExactIndex.Open(file, dimension);
                    continue;
                }
                catch (IndexFileException)
                {
                    whole = false;
                }
            else if (keepOthers)
                continue;
            // Vectors of faces are not left lying about once they serve no search.
            Delete(file);
        }
        return whole;
    }

    /// <summary>Deletes the files of a kind that are of none of these models.</summary>
    public static void DeleteOthers(string folder, string kind, IEnumerable<string> models)
    {
        var kept = models.Select(model => Prefix(kind, model)).ToArray();
        if (Directory.Exists(folder))
            foreach (var file in Directory.GetFiles(folder, $"{kind}-*{Extension}"))
                if (!Array.Exists(kept, prefix => Path.GetFileName(file).StartsWith(prefix, StringComparison.Ordinal)))
                    Delete(file);
    }

    /// <summary>The open index, made if there is none.</summary>
    /// <param name="dimension">Numbers a vector.</param>
    public ExactIndex For(int dimension) =>
        Index ??= ExactIndex.Open(Path.Join(folder, _prefix + dimension.ToString(CultureInfo.InvariantCulture) + Extension), dimension);

    /// <inheritdoc/>
    public void Dispose() => Index?.Dispose();

    private static string Prefix(string kind, string model) =>
        $"{kind}-{string.Concat(model.Take(8).Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'))}-";

    private static void Delete(string file)
    {
        File.Delete(file);
        File.Delete(file + ".lock");
    }
}

namespace IdClip.Evaluation.Protocol;

/// <summary>A list of photos with the people and captions that are true of them: <c>[{ "file", "people", "context", "captions" }]</c>.</summary>
/// <param name="Folder">Absolute path of the folder that its files are relative to.</param>
/// <param name="Entries">The photos in the manifest's order; no file twice.</param>
public sealed record Manifest(string Folder, IReadOnlyList<ManifestEntry> Entries)
{
    /// <summary>Reads a manifest file.</summary>
    /// <param name="path">A JSON file of at most 256 MB.</param>
    /// <exception cref="ManifestException">A field is missing or wrong, or a file does not exist below the manifest's folder.</exception>
    public static Manifest Load(string path)
    {
        var seen = new Dictionary<string, int>();
        var entries = EntryReader.ReadAll(path, entry =>
        {
            var file = entry.Text("file");
            var full = entry.PathOf("file", file);
            if (!seen.TryAdd(full, seen.Count + 1))
                throw entry.Wrong("file", $"\"{file}\" is already in entry {seen[full]}");
            return new ManifestEntry(file, full, entry.Texts("people"), entry.OptionalText("context"), entry.Texts("captions"));
        });
        return entries.Count > 0
            ? new(Path.GetDirectoryName(Path.GetFullPath(path))!, entries)
            : throw new ManifestException($"{path} lists no photos.");
    }

    /// <summary>The same manifest without photos that are used otherwise, for example as enrolment photos.</summary>
    /// <param name="paths">Absolute paths.</param>
    public Manifest Without(IEnumerable<string> paths)
    {
        var left = paths.ToHashSet();
        return this with { Entries = [.. Entries.Where(e => !left.Contains(e.Path))] };
    }
}

namespace IdClip.Archive.Ingest.Walk;

/// <summary>Visits the folders below the roots once each, in ordinal order of names, whatever the links between them.</summary>
/// <param name="roots">Absolute paths of folders and files that exist.</param>
/// <param name="excluded">The archive's own folder.</param>
/// <param name="options">Size limits.</param>
internal sealed class PhotoWalk(IReadOnlyList<string> roots, string excluded, IngestOptions options)
{
    private static readonly EnumerationOptions EveryEntry = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly string realExcluded = RealPath.OrAsWritten(excluded);
    private readonly HashSet<string> visited = new(StringComparer.Ordinal);

    /// <summary>Files of other kinds so far.</summary>
    public int NotPhotos { get; private set; }

    /// <summary>Folders that could not be opened so far.</summary>
    public List<IngestFailure> Unreadable { get; } = [];

    /// <summary>Folder roots with nothing in them, which is also what a disk that is not mounted looks like.</summary>
    public List<string> EmptyRoots { get; } = [];

    public IEnumerable<WalkedFolder> Folders()
    {
        foreach (var root in roots.Where(Directory.Exists))
            foreach (var folder in Below(root, RealPath.OrAsWritten(root)))
                yield return folder;
        foreach (var folder in roots.Where(r => !Directory.Exists(r)).GroupBy(r => Path.GetDirectoryName(r)!))
            if (!visited.Contains(RealPath.OrAsWritten(folder.Key)))
                yield return new(folder.Key, [.. folder.Distinct().Order(StringComparer.Ordinal).Select(r => Describe(new(r))).OfType<WalkedFile>()], IsWhole: false);
    }

    private IEnumerable<WalkedFolder> Below(string root, string realRoot)
    {
        var open = new Stack<(string Path, string Real)>([(root, realRoot)]);
        while (open.TryPop(out var folder))
        {
            // A link to a folder further up would never end, one to a sibling would list it twice.
            if (!visited.Add(folder.Real) || folder.Real == realExcluded)
                continue;
            if (Read(folder.Path) is not { } entries)
                continue;
            if (entries.Count == 0 && folder.Path == root)
                EmptyRoots.Add(root);

            var files = new List<WalkedFile>();
            var folders = new List<(string, string)>();
            foreach (var entry in entries)
            {
                if (entry.Name.StartsWith('.') || (OperatingSystem.IsWindows() && entry.Attributes.HasFlag(FileAttributes.Hidden)))
                    continue;
                if (entry is DirectoryInfo)
                    folders.Add((entry.FullName, entry.LinkTarget is null ? Path.Join(folder.Real, entry.Name) : RealPath.OrAsWritten(entry.FullName)));
                else if (PhotoFormats.Of(entry.Name) == PhotoFormat.None)
                    NotPhotos++;
                else if (Describe((FileInfo)entry) is { } file)
                    files.Add(file);
            }
            foreach (var next in Enumerable.Reverse(folders))
                open.Push(next);
            yield return new(folder.Path, files, IsWhole: true);
        }
    }

    private List<FileSystemInfo>? Read(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", EveryEntry).OrderBy(e => e.Name, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Unreadable.Add(new(folder, e is UnauthorizedAccessException
                ? "The folder may not be read by this user; its photos were left as they were. Give read permission and index again."
                : $"The folder could not be read: {e.Message} Its photos were left as they were."));
            return null;
        }
    }

    /// <summary>Null for a file that vanished meanwhile.</summary>
    private WalkedFile? Describe(FileInfo entry)
    {
        var name = entry.Name;
        try
        {
            var isLink = entry.LinkTarget is not null;
            var file = isLink ? entry.ResolveLinkTarget(returnFinalTarget: true) as FileInfo : entry;
            if (file is not { Exists: true })
                return isLink ? new(name, 0, 0, "The link leads to no file.") : null;

            var limit = PhotoFormats.Of(name) == PhotoFormat.Video ? options.MaxVideoBytes : options.MaxPhotoBytes;
            // Also what pipes and devices say; opening one of those could block for ever.
            var problem = file.Length == 0 ? "The file is empty."
                : file.Length > limit ? $"The file has {file.Length >> 20} MiB; at most {limit >> 20} are read."
                : null;
            return new(name, file.Length, file.LastWriteTimeUtc.Ticks, problem);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(name, 0, 0, FileProblem.Of(e));
        }
    }
}

using IdClip.Archive.Catalogue;

namespace IdClip.Web.Queries;

/// <summary>A folder as a list shows it: without what all folders of the archive have in common.</summary>
/// <param name="Id">Its id in the catalogue.</param>
/// <param name="Name">Its path below the common one, or its own name.</param>
public sealed record FolderChoice(long Id, string Name)
{
    /// <summary>The folders of an archive in order.</summary>
    public static IReadOnlyList<FolderChoice> Of(IReadOnlyList<PhotoFolder> folders)
    {
        if (folders.Count == 0)
            return [];
        var common = folders[0].Path;
        foreach (var folder in folders)
            while (common is not null && folder.Path != common && !folder.Path.StartsWith(common.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                common = Path.GetDirectoryName(common);
        // The last part of what is common tells where one is.
        var cut = (common is null ? null : Path.GetDirectoryName(common)) ?? "";
        return [.. folders.Select(f => new FolderChoice(f.Id, cut.Length == 0 ? f.Path : Path.GetRelativePath(cut, f.Path)))];
    }
}

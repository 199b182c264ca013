using System.Globalization;

namespace IdClip.Archive.Catalogue;

/// <summary>Where an archive keeps thumbnails: files of <c>cache/thumbs</c>, named after their photo, that may be made anew at any time.</summary>
public static class ThumbnailFiles
{
    /// <summary>The folder of a photo's thumbnails; it need not exist.</summary>
    /// <param name="archive">The archive's folder.</param>
    /// <param name="photoId">The photo.</param>
    public static string FolderOf(string archive, long photoId) =>
        // A thousand files a folder at most.
        Path.Combine(RootOf(archive), (photoId / 200).ToString("x4", CultureInfo.InvariantCulture));

    /// <summary>What the names of a photo's thumbnails begin with.</summary>
    public static string PrefixOf(long photoId) => string.Create(CultureInfo.InvariantCulture, $"{photoId}-");

    /// <summary>Deletes the thumbnails of photos.</summary>
    internal static void Remove(string archive, IEnumerable<long> photoIds)
    {
        foreach (var id in photoIds)
            if (FolderOf(archive, id) is var folder && Directory.Exists(folder))
                Delete(Directory.EnumerateFiles(folder, PrefixOf(id) + "*"));
    }

    /// <summary>Deletes all thumbnails.</summary>
    internal static void Clear(string archive)
    {
        // The folders stay: somebody may be writing into one.
        if (Directory.Exists(RootOf(archive)))
            Delete(Directory.EnumerateFiles(RootOf(archive), "*", SearchOption.AllDirectories));
    }

    private static void Delete(IEnumerable<string> files)
    {
        foreach (var file in files)
            File.Delete(file);
    }

    private static string RootOf(string archive) => Path.Combine(archive, "cache", "thumbs");
}

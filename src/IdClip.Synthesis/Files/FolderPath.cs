using System.Text;

namespace IdClip.Synthesis.Files;

/// <summary>Paths below a folder.</summary>
internal static class FolderPath
{
    private const int LongestSlug = 60;

    /// <summary>The absolute path of a relative name, or null if it leads out of the folder.</summary>
    public static string? Below(string folder, string relative)
    {
        if (relative.Length == 0 || relative.Contains('\0', StringComparison.Ordinal) || Path.IsPathRooted(relative))
            return null;
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;
        var path = Path.GetFullPath(Path.Combine(root, relative));
        return path.StartsWith(root, StringComparison.Ordinal) && path.Length > root.Length ? path : null;
    }

    /// <summary>A file's name relative to a folder, with forward slashes on every system.</summary>
    public static string Relative(string folder, string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');

    /// <summary>A part of a file name that every system takes; different names stay different.</summary>
    public static string Slug(string name)
    {
        var slug = new StringBuilder();
        foreach (var letter in name)
            slug.Append(char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' && slug.Length > 0 || letter == '_' ? letter : '-');
        // Some file systems take names for one that differ in case only.
        var same = slug.Length <= LongestSlug && slug.ToString() == name && !name.Any(char.IsAsciiLetterUpper);
        if (same)
            return name;
        slug.Length = Math.Min(slug.Length, LongestSlug);
        return $"{slug}-{StableChoice.Rank(0, name) >> 32:x8}";
    }
}

namespace IdClip.Tests;

/// <summary>Where the tests find the repository's own files and, where it exists, the development data that is never committed.</summary>
internal static class TestFolders
{
    /// <summary>The repository root: the nearest parent that holds IdClip.sln.</summary>
    public static string Repository { get; } = FindUp(AppContext.BaseDirectory, "IdClip.sln");

    /// <summary>A file of <c>../shared</c>; skips the running test by name where that folder is absent.</summary>
    public static string Shared(string relative)
    {
        var path = Path.GetFullPath(Path.Combine(Repository, "..", "shared", relative));
        Assert.SkipUnless(Path.Exists(path), $"../shared/{relative} is not on this machine");
        return path;
    }

    /// <summary>A fresh empty folder, removed by the caller.</summary>
    public static string NewTemporary() => Directory.CreateTempSubdirectory("idclip-test-").FullName;

    private static string FindUp(string from, string name)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, name)))
                return folder.FullName;
        throw new DirectoryNotFoundException($"no {name} above {from}");
    }
}

namespace IdClip.Bench.Encoding;

/// <summary>The repository's own files.</summary>
internal static class BenchFiles
{
    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Demo(string relative) => Path.Combine(Root, "demo", relative);

    public static string Model(string relative) => Path.Combine(Root, "models", relative);

    private static string Find(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "IdClip.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException($"no IdClip.sln above {from}");
    }
}

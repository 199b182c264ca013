using System.Runtime.CompilerServices;

namespace IdClip.Training.Tests;

internal static class CacheFolder
{
    /// <summary>Keeps the tests' graphs out of the user's own cache. Those of an earlier run are removed, so that every run tests today's writers.</summary>
    [ModuleInitializer]
    public static void Choose()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "cache");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Environment.SetEnvironmentVariable("IDCLIP_CACHE", folder);
    }
}

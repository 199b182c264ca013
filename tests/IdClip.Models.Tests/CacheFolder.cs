using System.Runtime.CompilerServices;

namespace IdClip.Models.Tests;

internal static class CacheFolder
{
    /// <summary>Keeps the tests' graphs out of the user's own cache, and inside the build output.</summary>
    [ModuleInitializer]
    public static void Choose() => Environment.SetEnvironmentVariable("IDCLIP_CACHE", Path.Combine(AppContext.BaseDirectory, "cache"));
}

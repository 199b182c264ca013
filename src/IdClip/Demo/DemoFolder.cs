using IdClip.Commands;

namespace IdClip.Demo;

/// <summary>Finds the demo pictures that come with IdClip.</summary>
internal static class DemoFolder
{
    /// <summary>The nearest folder <c>demo</c> that holds a manifest: beside the program or in a parent folder of it.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static string Find()
    {
        for (var parent = new DirectoryInfo(AppContext.BaseDirectory); parent is not null; parent = parent.Parent)
        {
            var demo = Path.Combine(parent.FullName, "demo");
            if (File.Exists(Path.Combine(demo, "manifest.json")) && File.Exists(Path.Combine(demo, "people.json")))
                return demo;
        }
        throw new InputException($"There is no folder demo with the demo pictures beside {AppContext.BaseDirectory} or above it.");
    }
}

using System.Reflection;

namespace IdClip.Training.Configuration;

/// <summary>The variants of the repository's <c>configs/</c>, which are compiled in.</summary>
public static class ShippedConfigurations
{
    /// <summary>The faithful Id-CLIP: what is trained where nothing else is asked for.</summary>
    public const string Default = "id-clip-vpt-5";

    private const string Folder = "configs/";
    private const string Extension = ".json";

    private static readonly Assembly Assembly = typeof(ShippedConfigurations).Assembly;

    /// <summary>The variants' names, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(Folder, StringComparison.Ordinal))
            .Select(resource => resource[Folder.Length..^Extension.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Opens a variant.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="TrainingException">There is no such variant; the message lists those there are.</exception>
    public static TrainingConfiguration Open(string name)
    {
        using var stream = Assembly.GetManifestResourceStream(Folder + name + Extension)
            ?? throw new TrainingException($"There is no configuration '{name}'. Give a JSON file, or one of: {string.Join(", ", Names)}.");
        return ConfigurationFile.Read(name, stream);
    }
}

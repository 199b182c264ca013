using IdClip.Commands;

namespace IdClip.Composition;

/// <summary>Where archives are kept.</summary>
internal static class ArchiveFolder
{
    private const string Variable = "IDCLIP_ARCHIVE";

    /// <summary>The archive of this user where none is named.</summary>
    public static string Default => InUserData("archive");

    /// <summary>The demo's archive.</summary>
    public static string Demo => InUserData("demo");

    /// <summary>Absolute path of the archive: the given folder, else that of the environment, else the user's.</summary>
    public static string Resolve(string? given) =>
        given is { Length: > 0 } ? Path.GetFullPath(given)
        : Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? Path.GetFullPath(named)
        : Default;

    /// <summary>True where something was indexed or enrolled before.</summary>
    public static bool Exists(string folder) => LocalCatalogue.Connection is not null || File.Exists(Path.Combine(folder, "catalogue.db"));

    /// <summary>The folder, which must hold an archive.</summary>
    /// <exception cref="InputException">It does not.</exception>
    public static string Existing(string folder) => Exists(folder)
        ? folder
        : throw new InputException($"There is no archive in {folder} yet. Index photos first: idclip index DIR");

    private static string InUserData(string name) => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "idclip", name);
}

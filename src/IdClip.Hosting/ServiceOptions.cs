using IdClip.ServiceDefaults.Access;

namespace IdClip.Hosting;

/// <summary>What a service host is told, by the section <c>IdClip</c> of its configuration: <c>IdClip__Archive</c> and so on in its environment.</summary>
public sealed class ServiceOptions
{
    /// <summary>The archive's folder, on storage that the hosts share.</summary>
    public string? Archive { get; set; }

    /// <summary>Name of the CLIP model in the model store, where it is not the archive's.</summary>
    public string? Model { get; set; }

    /// <summary>Name of the face recogniser in the model store, where it is not the archive's.</summary>
    public string? FaceModel { get; set; }

    /// <summary>The key that other services are called with, where they ask for one.</summary>
    public string? Key { get; set; }

    /// <summary>Folders below which clients may have sets made; none means that no sets are made.</summary>
    public IReadOnlyList<string> SynthesisRoots { get; set; } = [];

    /// <summary>Folders below which clients may have adapters trained; none means that none are trained.</summary>
    public IReadOnlyList<string> TrainingRoots { get; set; } = [];

    /// <summary>The options of a host.</summary>
    public static ServiceOptions Of(IConfiguration configuration) =>
        configuration.GetSection(AccessOptions.Section).Get<ServiceOptions>() ?? new();

    /// <summary>The models: those that are named, else the archive's.</summary>
    /// <exception cref="IOException">The archive's settings are damaged.</exception>
    public ArchiveSettings Models()
    {
        var archive = Archive is { Length: > 0 } folder ? ArchiveSettings.Load(folder) : new();
        return new(Model ?? archive.Model, FaceModel ?? archive.FaceModel);
    }

    /// <summary>The archive's folder of a host that cannot do without.</summary>
    /// <exception cref="InvalidOperationException">None is named.</exception>
    public string RequireArchive() => Archive is { Length: > 0 } folder
        ? Path.GetFullPath(folder)
        : throw new InvalidOperationException($"This host serves an archive, but none is named. Set {AccessOptions.Section}__{nameof(Archive)} to its folder.");

    /// <summary>Folders that an option names, as absolute paths.</summary>
    /// <exception cref="InvalidOperationException">One does not exist.</exception>
    public static IReadOnlyList<string> RequireFolders(string option, IReadOnlyList<string> folders) =>
    [
        .. folders.Select(folder => Directory.Exists(folder)
            ? Path.GetFullPath(folder)
            : throw new InvalidOperationException($"{AccessOptions.Section}__{option}: there is no folder {folder}.")),
    ];
}

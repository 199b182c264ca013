using IdClip.ServiceDefaults.Access;

namespace IdClip.Hosting;

/// <summary>What a service host is told, by the section <c>IdClip</c> of its configuration: <c>IdClip__Archive</c> and so on in its environment.</summary>
public sealed class ServiceOptions
{
    /// <summary>The archive's folder, on storage that the hosts share.</summary>
    public string? Archive { get; set; }

    /// <summary>Name of the CLIP model in the model store.</summary>
    public string Model { get; set; } = "idclip-mini";

    /// <summary>Name of the face recogniser in the model store.</summary>
    public string FaceModel { get; set; } = "sface";

    /// <summary>The key that other services are called with, where they ask for one.</summary>
    public string? Key { get; set; }

    /// <summary>The options of a host.</summary>
    public static ServiceOptions Of(IConfiguration configuration) =>
        configuration.GetSection(AccessOptions.Section).Get<ServiceOptions>() ?? new();

    /// <summary>The archive's folder of a host that cannot do without.</summary>
    /// <exception cref="InvalidOperationException">None is named.</exception>
    public string RequireArchive() => Archive is { Length: > 0 } folder
        ? Path.GetFullPath(folder)
        : throw new InvalidOperationException($"This host serves an archive, but none is named. Set {AccessOptions.Section}__{nameof(Archive)} to its folder.");
}

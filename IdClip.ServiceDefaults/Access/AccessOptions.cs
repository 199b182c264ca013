namespace IdClip.ServiceDefaults.Access;

/// <summary>Who may call a host: everybody on this machine, unless there are keys or a certificate authority.</summary>
public sealed class AccessOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "IdClip";

    /// <summary>The archive's folder; its keys are in it.</summary>
    public string? Archive { get; set; }

    /// <summary>The file of keys of a host that has no archive, or another one than the archive's.</summary>
    public string? Keys { get; set; }

    /// <summary>PEM file of the authorities whose client certificates are let in; every HTTPS connection needs one then.</summary>
    public string? ClientCa { get; set; }

    /// <summary>Where the keys are, or null where there can be none.</summary>
    public string? KeyFile => Keys ?? (Archive is { Length: > 0 } folder ? ApiKeys.FileIn(folder) : null);
}

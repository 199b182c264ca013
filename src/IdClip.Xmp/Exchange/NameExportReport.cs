namespace IdClip.Xmp.Exchange;

/// <summary>What an export wrote, or would write.</summary>
public sealed record NameExportReport
{
    /// <summary>Photos that were looked at.</summary>
    public int Photos { get; internal set; }

    /// <summary>Photos of which a file changed.</summary>
    public int Changed { get; internal set; }

    /// <summary>Regions that are new in a file.</summary>
    public int Added { get; internal set; }

    /// <summary>Regions of former exports that went, since the archive says so no more.</summary>
    public int Removed { get; internal set; }

    /// <summary>Different names.</summary>
    public int Names { get; internal set; }

    /// <summary>Faces that other programs have named otherwise; these stay.</summary>
    public List<FaceConflict> Conflicts { get; } = [];

    /// <summary>Files that were not changed, with reasons.</summary>
    public List<FileProblem> Problems { get; } = [];
}

using IdClip.Xmp.Exchange;

namespace IdClip.Xmp.Export;

/// <summary>What an export did.</summary>
public sealed class ExportReport
{
    internal ExportReport()
    {
    }

    /// <summary>Photos and videos that were copied.</summary>
    public int Files { get; internal set; }

    /// <summary>Sidecars beside them.</summary>
    public int Sidecars { get; internal set; }

    /// <summary>Files that were not copied, or without their sidecar, and why.</summary>
    public IReadOnlyList<FileProblem> Problems => Failed;

    internal List<FileProblem> Failed { get; } = [];
}

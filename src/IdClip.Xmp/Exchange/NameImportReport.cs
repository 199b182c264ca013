namespace IdClip.Xmp.Exchange;

/// <summary>What an import applied, or would apply.</summary>
public sealed record NameImportReport
{
    /// <summary>Photos that were looked at.</summary>
    public int Photos { get; internal set; }

    /// <summary>Photos whose metadata names somebody.</summary>
    public int WithNames { get; internal set; }

    /// <summary>Faces that were named.</summary>
    public int Named { get; internal set; }

    /// <summary>Faces that had the name already.</summary>
    public int AlreadyNamed { get; internal set; }

    /// <summary>Named regions where no face was found.</summary>
    public int WithoutFace { get; internal set; }

    /// <summary>Names of people that stand in keywords only; they are nobody's face.</summary>
    public int InKeywordsOnly { get; internal set; }

    /// <summary>Names that nobody of the archive has, with the number of their faces and of the clear ones among these.</summary>
    public Dictionary<string, (int Faces, int Clear)> Unknown { get; } = new(StringComparer.Ordinal);

    /// <summary>Names that became people.</summary>
    public List<string> Enrolled { get; } = [];

    /// <summary>Faces of which the archive says otherwise; what it says stays.</summary>
    public List<FaceConflict> Conflicts { get; } = [];

    /// <summary>Files and parts of files that could not be used.</summary>
    public List<FileProblem> Problems { get; } = [];
}

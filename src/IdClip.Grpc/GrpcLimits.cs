namespace IdClip.Grpc;

/// <summary>What one call may cost; the comments in proto/ state the same numbers.</summary>
public static class GrpcLimits
{
    /// <summary>Bytes of one picture.</summary>
    public const int MaxImageBytes = 32 << 20;

    /// <summary>Bytes of one message in either direction.</summary>
    public const int MaxMessageBytes = 64 << 20;

    /// <summary>Texts of one EncodeText call.</summary>
    public const int MaxTexts = 64;

    /// <summary>Characters of one text to embed.</summary>
    public const int MaxTextLength = 1_000;

    /// <summary>Characters of a name.</summary>
    public const int MaxNameLength = 100;

    /// <summary>Characters of a query.</summary>
    public const int MaxQueryLength = 1_000;

    /// <summary>Answers of one search.</summary>
    public const int MaxTop = 1_000;

    /// <summary>Names of one completion.</summary>
    public const int MaxCompletions = 100;

    /// <summary>Folders or files of one Index call.</summary>
    public const int MaxRoots = 100;

    /// <summary>Failures in one response.</summary>
    public const int MaxFailures = 1_000;

    /// <summary>Faces or clusters in one response.</summary>
    public const int MaxFaces = 1_000;

    /// <summary>Photos of one Enrol call.</summary>
    public const int MaxEnrolmentPhotos = 5;

    /// <summary>Characters of a path.</summary>
    public const int MaxPathLength = 4_096;

    /// <summary>Identities in each context of a synthetic set.</summary>
    public const int MaxPerContext = 1_000;

    /// <summary>Jobs of one List call.</summary>
    public const int MaxJobs = 1_000;
}

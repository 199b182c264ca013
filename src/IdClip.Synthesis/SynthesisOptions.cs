namespace IdClip.Synthesis;

/// <summary>What is made, from what, and how good it must be. The same options and files give the same bytes.</summary>
public sealed record SynthesisOptions
{
    /// <summary>COCO captions (<c>.json</c>), or a table with the columns <c>image</c> and <c>caption</c>, one caption a line (<c>.csv</c>).</summary>
    public required string Contexts { get; init; }

    /// <summary>COCO <c>person_keypoints</c> of the same photos, or null. A photo that they do not list is judged by its captions.</summary>
    public string? Keypoints { get; init; }

    /// <summary>The folder that holds the captioned photos.</summary>
    public required string Images { get; init; }

    /// <summary>A folder of one folder per identity, with <c>gallery.json</c> and, if there is one, <c>identity_meta.csv</c>.</summary>
    public required string Gallery { get; init; }

    /// <summary>The folder to make; it is new, empty, or what an interrupted run with the same options left.</summary>
    public required string Output { get; init; }

    /// <summary>Identities put into each context, 1 or more. The paper has 5.</summary>
    public int PerContext { get; init; } = 5;

    /// <summary>Chooses splits, enrolment photos, identities and caption templates.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Allows a gallery without a stated licence or consent, which is then recorded in every product.</summary>
    public bool Research { get; init; }

    /// <summary>Photos worked on at the same time; it changes no byte of the result.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Source photos tried for one synthetic photo before it is dropped, 1 or more.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Which captioned photos become contexts.</summary>
    public ContextLimits ContextLimits { get; init; } = new();

    /// <summary>Which gallery photos and identities are used.</summary>
    public GalleryLimits GalleryLimits { get; init; } = new();

    /// <summary>Which synthetic photos are kept.</summary>
    public QualityLimits Quality { get; init; } = new();

    /// <summary>How identities are divided.</summary>
    public SplitShares Splits { get; init; } = new();

    /// <summary>How contexts are divided, or null for the shares of the identities. Few contexts and many identities may need other shares.</summary>
    public SplitShares? ContextSplits { get; init; }
}

namespace IdClip.Archive.Storage;

/// <summary>What is said about a face.</summary>
internal enum FaceLabelKind
{
    /// <summary>It is the person.</summary>
    Is = 1,

    /// <summary>It is not the person.</summary>
    IsNot = 2,

    /// <summary>It is nobody to ask for.</summary>
    Ignored = 3,

    /// <summary>It belongs to a group of faces of one person without a name.</summary>
    Grouped = 4,
}

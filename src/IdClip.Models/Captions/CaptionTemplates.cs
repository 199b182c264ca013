namespace IdClip.Models.Captions;

/// <summary>The texts around an entity and a caption, as the authors' code has them (mesnico/IdCLIP @ 3c45573, <c>configs/data</c>).</summary>
public static class CaptionTemplates
{
    /// <summary>Those that keep the caption whole.</summary>
    public static IReadOnlyList<string> Whole { get; } =
    [
        "An image with [ENTITY]. [CAPTION]",
        "An image with a person whose name is [ENTITY]. [CAPTION]",
        "[ENTITY]. [CAPTION]",
        "A picture of [ENTITY]. [CAPTION]",
        "[ENTITY] in the image. [CAPTION]",
        "There is [ENTITY] in the picture. [CAPTION]",
    ];

    /// <summary>Those that put the entity where the caption names the person, which needs a caption with one keyword.</summary>
    public static IReadOnlyList<string> InPlace { get; } =
    [
        "[C_CHUNK_1] [ENTITY] [C_CHUNK_2]",
        "[C_CHUNK_1] [KEYWORD] ([ENTITY]) [C_CHUNK_2]",
        "[C_CHUNK_1] [KEYWORD] (whose name is [ENTITY]) [C_CHUNK_2]",
        "[C_CHUNK_1] famous [KEYWORD] [ENTITY] [C_CHUNK_2]",
        "[C_CHUNK_1] famous [ENTITY] [C_CHUNK_2]",
    ];

    /// <summary>All, the whole ones first.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Whole, .. InPlace];
}

namespace IdClip.Models.Captions;

/// <summary>Words that name one person in a caption, in the order of the authors' configuration.</summary>
public static class PersonKeywords
{
    /// <summary>The words, lower case.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "person", "man", "mother", "father", "dad", "mum", "woman", "child", "boy", "guy",
        "girl", "kid", "human", "adult", "male", "female", "lady", "teenager", "baby",
    ];
}

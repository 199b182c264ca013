namespace IdClip.Search.Examples;

/// <summary>What of an example photo is looked for.</summary>
public sealed record SearchExample
{
    /// <summary>The image tower's embedding of the photo, unit length, where its scene is looked for.</summary>
    public float[]? Scene { get; init; }

    /// <summary>Enrolled people of the photo that must be in an answer, where the query does not speak of them itself.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Unit embeddings of faces that must be in an answer, each on a face of its own: people without a name.</summary>
    public IReadOnlyList<float[]> Faces { get; init; } = [];

    /// <summary>The example's own id where it is a photo of the archive; it does not answer itself.</summary>
    public long? PhotoId { get; init; }

    /// <summary>Nothing is looked for.</summary>
    internal bool IsEmpty => this is { Scene: null, Names.Count: 0, Faces.Count: 0 };
}

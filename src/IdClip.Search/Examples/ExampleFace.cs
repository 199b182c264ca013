namespace IdClip.Search.Examples;

/// <summary>A face of an example.</summary>
/// <param name="Embedding">Unit length.</param>
/// <param name="Name">The enrolled person it is likeliest to be; null where nobody is likelier than not.</param>
/// <param name="Probability">That it is that person, 0..1; 0 for nobody.</param>
public sealed record ExampleFace(float[] Embedding, string? Name, double Probability);

namespace IdClip.Search.Judgements;

/// <summary>What an archive's models are called, beside the figures that were measured with them.</summary>
/// <param name="Clip">Name of the CLIP model.</param>
/// <param name="Faces">Name of the face recogniser.</param>
public sealed record SearchedModels(string Clip, string Faces);

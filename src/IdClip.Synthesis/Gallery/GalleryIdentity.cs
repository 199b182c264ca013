namespace IdClip.Synthesis.Gallery;

/// <summary>A person whose face can be put into contexts.</summary>
/// <param name="Folder">The identity's folder.</param>
/// <param name="Name">The person's name; no two identities share one.</param>
/// <param name="Attributes">What is stated of the person.</param>
/// <param name="Split">The person's part of the set.</param>
/// <param name="Enrolment">Photos that show who it is and are never swapped in.</param>
/// <param name="Sources">Photos to swap in.</param>
/// <param name="Centroid">Mean of the enrolment photos' embeddings, unit length.</param>
internal sealed record GalleryIdentity(
    string Folder, string Name, FaceAttributes Attributes, Split Split, IReadOnlyList<GalleryFace> Enrolment, IReadOnlyList<GalleryFace> Sources, float[] Centroid);

namespace IdClip.Xmp;

/// <summary>Who is in a photo, as its metadata has it.</summary>
/// <param name="Regions">Named faces, in the upright picture.</param>
/// <param name="People">Names that stand below <c>People</c> in hierarchical keywords.</param>
/// <param name="Keywords">Flat keywords (<c>dc:subject</c>), names of people and anything else.</param>
/// <param name="Problems">Sentences on what could not be used, such as regions of another crop of the photo.</param>
public sealed record PhotoNames(
    IReadOnlyList<NamedRegion> Regions, IReadOnlyList<string> People, IReadOnlyList<string> Keywords, IReadOnlyList<string> Problems);

using IdClip.Archive.People.Files;

namespace IdClip.Xmp.Exchange;

/// <summary>Which faces of a photo are written with names.</summary>
internal static class NamedFaces
{
    /// <summary>One face a name: what people said comes first, then the likeliest.</summary>
    /// <param name="faces">The faces of a photo.</param>
    /// <param name="recognised">Names of faces about which nobody has said anything, with probabilities.</param>
    public static List<NamedRegion> Regions(IReadOnlyList<FileFace> faces, IReadOnlyDictionary<long, (string Name, double Probability)> recognised) =>
    [
        .. faces.Where(f => !f.IsForgotten)
            .Select(f => (Face: f, f.Name, Probability: 2.0))
            .Select(f => f.Name is null && recognised.TryGetValue(f.Face.FaceId, out var who) ? (f.Face, who.Name, who.Probability) : f)
            .Where(f => f.Name is not null)
            .OrderByDescending(f => f.Probability).ThenBy(f => f.Face.FaceId)
            .DistinctBy(f => f.Name, StringComparer.Ordinal)
            .Select(f => new NamedRegion(f.Name!, new(f.Face.X, f.Face.Y, f.Face.Width, f.Face.Height))),
    ];
}

using IdClip.Archive.People;
using IdClip.Archive.People.Files;

namespace IdClip.Xmp.Exchange;

/// <summary>Finds the face of each region.</summary>
internal static class FaceMatching
{
    // Programs draw faces with or without hair and chin. A box of twice the sides around the same face has a quarter in common.
    private const double LeastOverlapOfCentred = .15;

    /// <summary>The face of each region by the greatest sum of overlaps, null for none; one face to one region.</summary>
    public static FileFace?[] Match(IReadOnlyList<NamedRegion> regions, IReadOnlyList<FileFace> faces)
    {
        var weights = new double[regions.Count * faces.Count];
        for (var r = 0; r < regions.Count; r++)
            for (var f = 0; f < faces.Count; f++)
                weights[r * faces.Count + f] = Weight(regions[r].Box, BoxOf(faces[f]));
        Span<int> faceOf = new int[regions.Count];
        FaceAssignment.BestMatching(weights, regions.Count, faces.Count, faceOf);
        var found = new FileFace?[regions.Count];
        for (var r = 0; r < regions.Count; r++)
            found[r] = faceOf[r] < 0 ? null : faces[faceOf[r]];
        return found;
    }

    public static RegionBox BoxOf(FileFace face) => new(face.X, face.Y, face.Width, face.Height);

    private static double Weight(RegionBox region, RegionBox face)
    {
        var overlap = region.Overlap(face);
        var isCentred = Holds(region, face) && Holds(face, region);
        return overlap >= (isCentred ? LeastOverlapOfCentred : RegionBox.LeastOverlap) ? overlap : 0;
    }

    private static bool Holds(RegionBox box, RegionBox other) =>
        other.X + other.Width / 2 is var x && other.Y + other.Height / 2 is var y && x >= box.X && x <= box.X + box.Width && y >= box.Y && y <= box.Y + box.Height;
}

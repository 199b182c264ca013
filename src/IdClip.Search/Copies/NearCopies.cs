using IdClip.Archive.Catalogue;

namespace IdClip.Search.Copies;

/// <summary>Finds near-copies among photos: the same shot in another size, format or brightness, or its neighbour in a burst.</summary>
internal static class NearCopies
{
    /// <summary>Most bits in which a near-copy differs. No two different photos of the sets measured came as near; scaled and compressed copies of photos nearly all do (docs/search.md).</summary>
    public const int MostBitsApart = 24;

    // Only photos that agree in a whole part are compared. Two that differ in 24 of 256 bits agree in none of 21 parts once in 3,000 times, in 16 bits once in 200,000.
    private const int Parts = 21, PartBits = 12;

    /// <summary>Goes through photos in their order: one that is no near-copy of an earlier one stands for those after it that are its near-copies.</summary>
    /// <param name="hashes">The hash of each photo; null is nobody's copy.</param>
    /// <returns>The place of the photo that stands for each, which may be itself.</returns>
    public static int[] Represent(IReadOnlyList<DifferenceHash?> hashes)
    {
        var representative = new int[hashes.Count];
        // Photos that stand for others, by the parts of their hashes: the last of each list, and the one before each. Zero ends a list.
        var last = new int[Parts << PartBits];
        var before = new int[hashes.Count * Parts];
        for (var place = 0; place < hashes.Count; place++)
        {
            representative[place] = place;
            if (hashes[place] is not { } hash)
                continue;
            var (nearest, apart) = (place, MostBitsApart);
            for (var part = 0; part < Parts && apart > 0; part++)
                for (var other = last[List(hash, part)] - 1; other >= 0; other = before[other * Parts + part] - 1)
                    if (hash.Apart(hashes[other]!.Value) is var bits && (bits < apart || bits == apart && other < nearest))
                        (nearest, apart) = (other, bits);
            representative[place] = nearest;
            if (nearest != place)
                continue;
            for (var part = 0; part < Parts; part++)
                (before[place * Parts + part], last[List(hash, part)]) = (last[List(hash, part)], place + 1);
        }
        return representative;
    }

    private static int List(DifferenceHash hash, int part) => part << PartBits | hash.Part(part * PartBits, PartBits);
}

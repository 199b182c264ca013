using IdClip.Archive.Storage;

namespace IdClip.Archive.Catalogue;

/// <summary>The stretch of a video in which a face was followed, all of it within one shot.</summary>
/// <param name="Places">Where it was seen, by time; at least two, at most <see cref="MostPlaces"/>.</param>
public sealed record FaceTrack(IReadOnlyList<TrackedPlace> Places)
{
    /// <summary>Places that are kept of one track; of a longer one they are spread evenly.</summary>
    public const int MostPlaces = 60;

    private const int NumbersPerPlace = 5;

    /// <summary>When it was first seen, in seconds.</summary>
    public double From => Places[0].Seconds;

    /// <summary>When it was last seen, in seconds.</summary>
    public double To => Places[^1].Seconds;

    /// <summary>In words: 0:03 to 0:07.</summary>
    public override string ToString() => VideoMoment.Text(From) is var from && VideoMoment.Text(To) is var to && from == to ? from : $"{from} to {to}";

    /// <summary>A track through some places; null where there is only one, which says no more than the face does.</summary>
    internal static FaceTrack? Through(IReadOnlyList<TrackedPlace> places)
    {
        if (places.Count < 2)
            return null;
        var kept = Math.Min(places.Count, MostPlaces);
        return new([.. Enumerable.Range(0, kept).Select(i => places[(int)((long)i * (places.Count - 1) / (kept - 1))])]);
    }

    internal byte[] ToBlob() => Vectors.ToBlob([.. Places.SelectMany(p => new[] { (float)p.Seconds, p.X, p.Y, p.Width, p.Height })]);

    internal static FaceTrack? FromBlob(byte[]? blob) => blob is null
        ? null
        : new([.. Vectors.FromBlob(blob).Chunk(NumbersPerPlace).Select(p => new TrackedPlace(Math.Round(p[0], 3), p[1], p[2], p[3], p[4]))]);
}

using IdClip.Archive.Catalogue;
using IdClip.Archive.People;

namespace IdClip.Archive.Ingest.Video;

/// <summary>Follows faces through the frames of a shot: how long they are seen, and in which frames best.</summary>
internal sealed class FaceTracks
{
    // Alike by itself in either face model (docs/archive.md); beside each other in time and place less is enough.
    private const float SameAnywhere = .5f, SameInPlace = .2f;

    // A face may be turned away for a moment.
    private const int MostMissed = 2;

    // A frame more has to show a face this much better.
    private const float WorthAFrame = 1.3f;

    private static readonly EnrolmentOptions Clear = new();

    private readonly List<Track> _tracks = [];

    private FaceTracks()
    {
    }

    /// <summary>Chooses the frames of a video that are kept: its key frames, and for each face that no key frame shows well the frame that shows it best.</summary>
    /// <param name="frames">All frames that were looked at, by time.</param>
    /// <param name="most">Most frames that are kept; key frames are kept in any case.</param>
    /// <returns>The frames in order, with the tracks of their faces.</returns>
    public static IReadOnlyList<ChosenFrame> Choose(IReadOnlyList<SeenFrame> frames, int most)
    {
        var kept = Enumerable.Range(0, frames.Count).Where(f => frames[f].IsKey).ToHashSet();
        var tracks = new List<Track>();
        for (var first = 0; first < frames.Count;)
        {
            var next = first + 1;
            while (next < frames.Count && !frames[next].BeginsShot)
                next++;
            var shot = new FaceTracks();
            for (var frame = first; frame < next; frame++)
                shot.Follow(frame, frames[frame]);
            tracks.AddRange(shot._tracks);
            first = next;
        }
        // Those who are seen longest first: a frame that shows them may show others too.
        foreach (var track in tracks.OrderByDescending(t => t.Faces.Count))
        {
            var best = track.Faces.MaxBy(f => f.Clearness);
            var shown = track.Faces.Where(f => kept.Contains(f.Frame)).Select(f => f.Clearness).DefaultIfEmpty(0).Max();
            if (kept.Count < most && best.Clearness > 0 && best.Clearness > shown * WorthAFrame)
                kept.Add(best.Frame);
        }
        var trackOf = new Dictionary<object, FaceTrack?>(ReferenceEqualityComparer.Instance);
        foreach (var track in tracks)
        {
            var followed = FaceTrack.Through([.. track.Faces.Select(f => f.Place)]);
            foreach (var seen in track.Faces)
                trackOf[seen.Face] = followed;
        }
        return [.. kept.Order().Select(f => new ChosenFrame(f, [.. frames[f].Faces.Select(face => trackOf[face])]))];
    }

    private void Follow(int frame, SeenFrame shown)
    {
        var faces = shown.Faces;
        var open = _tracks.Where(t => frame - t.Faces[^1].Frame <= 1 + MostMissed).ToList();
        var pairs = from track in open
                    from face in faces
                    let alike = Alike(track.Faces[^1].Face, face)
                    where alike > 0
                    orderby alike descending
                    select (track, face);
        var taken = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var (track, face) in pairs.ToList())
            if (!taken.Contains(track) && !taken.Contains(face))
            {
                taken.Add(track);
                taken.Add(face);
                track.Add(frame, shown.Seconds, face);
            }
        foreach (var face in faces.Where(f => !taken.Contains(f)))
        {
            var begun = new Track();
            begun.Add(frame, shown.Seconds, face);
            _tracks.Add(begun);
        }
    }

    /// <summary>How much two faces of neighbouring frames are one, 0 where they are not.</summary>
    private static float Alike(FaceEncoding one, FaceEncoding other)
    {
        var overlap = new FaceBox(one.X, one.Y, one.Width, one.Height).Overlap(new(other.X, other.Y, other.Width, other.Height));
        var cosine = FaceVectors.Cosine(one.Embedding, other.Embedding);
        return cosine >= SameAnywhere || (cosine >= SameInPlace && overlap >= FaceBox.LeastOverlap) ? cosine + overlap : 0;
    }

    private sealed class Track
    {
        public List<(int Frame, float Clearness, FaceEncoding Face, TrackedPlace Place)> Faces { get; } = [];

        public void Add(int frame, double seconds, FaceEncoding face)
        {
            var side = Math.Min(face.Width, face.Height);
            // Nobody is recognised by a face that is small or blurred.
            var clearness = side >= Clear.LeastFaceSide && face.Sharpness >= Clear.LeastSharpness ? side * face.Score : 0;
            Faces.Add((frame, clearness, face, new(seconds, face.X, face.Y, face.Width, face.Height)));
        }
    }
}

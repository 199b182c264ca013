using IdClip.Encoding.Faces;
using IdClip.Encoding.Pictures;

namespace IdClip.Encoding;

/// <summary>A photo whose features are still to come: batches run across photos.</summary>
internal sealed class PhotoDraft
{
    private readonly List<Face?> faces = [];
    private readonly int width, height;
    private readonly DateTime? takenAt;
    private readonly string? failure;
    private readonly byte[] hash = [];

    public PhotoDraft(DecodedPhoto photo) => (width, height, takenAt, hash) = (photo.FullWidth, photo.FullHeight, photo.TakenAt, DifferenceHash.Of(photo.View));

    private PhotoDraft(string failure) => this.failure = failure;

    public float[] Embedding { get; set; } = [];

    public static PhotoDraft Failed(string reason) => new(reason);

    /// <summary>Keeps a place for a face, in the detector's order.</summary>
    public int Reserve()
    {
        faces.Add(null);
        return faces.Count - 1;
    }

    public void Set(int place, Face face) => faces[place] = face;

    public EncodedPhoto Finish() => new(width, height, Embedding, [.. faces.OfType<Face>()], takenAt, failure) { DifferenceHash = hash };
}

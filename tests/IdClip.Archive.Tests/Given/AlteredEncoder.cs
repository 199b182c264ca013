using IdClip.Archive.Ingest;

namespace IdClip.Archive.Tests.Given;

/// <summary>Another face model that finds the faces of a real one at slightly other places, or not at all.</summary>
/// <param name="inner">Finds the faces.</param>
internal sealed class AlteredEncoder(IPhotoEncoder inner) : IPhotoEncoder
{
    public string ImageModel => inner.ImageModel;

    public string FaceModel { get; init; } = "altered";

    /// <summary>How far boxes are moved to the right and down, as a share of their width.</summary>
    public float Shift { get; init; }

    /// <summary>Files in which no face is found.</summary>
    public Func<string, bool> Blind { get; init; } = _ => false;

    public IReadOnlyList<PhotoEncoding> Encode(IReadOnlyList<string> files) =>
    [
        .. files.Zip(inner.Encode(files)).Select(f => f.Second with
        {
            // The first face comes last, so that order tells nothing.
            Faces = Blind(f.First) ? [] : [.. f.Second.Faces.Select(Altered).Reverse()],
        }),
    ];

    private FaceEncoding Altered(FaceEncoding face) => face with
    {
        X = face.X + Shift * face.Width,
        Y = face.Y + Shift * face.Width,
        Embedding = [.. face.Embedding.Reverse()],
    };
}

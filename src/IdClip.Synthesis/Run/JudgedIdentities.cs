using System.Collections.Concurrent;
using IdClip.Encoding;
using IdClip.Synthesis.Gallery;

namespace IdClip.Synthesis.Run;

/// <summary>What a recogniser that was not used to choose makes of the identities. Thread-safe.</summary>
internal sealed class JudgedIdentities(FaceAnalyser analyser, string gallery)
{
    private readonly ConcurrentDictionary<string, Lazy<float[]>> centroids = new();

    public FaceAnalyser Analyser => analyser;

    /// <summary>Mean of the enrolment photos' embeddings, unit length.</summary>
    public float[] Centroid(GalleryIdentity identity) =>
        centroids.GetOrAdd(identity.Folder, _ => new(() => FaceMean.Of(
            [.. identity.Enrolment.Select(face => analyser.Embed(analyser.Decode(PhotoBytes.Read(Path.Combine(gallery, face.File))), face.Face))]))).Value;
}

using System.Security.Cryptography;
using IdClip.Encoding;
using IdClip.Encoding.Faces;
using IdClip.Encoding.Pictures;
using IdClip.Synthesis.Contexts;
using IdClip.Synthesis.Files;
using IdClip.Synthesis.Gallery;
using IdClip.Synthesis.Marking;
using IdClip.Synthesis.Provenance;
using IdClip.Synthesis.Swapping;

namespace IdClip.Synthesis.Run;

/// <summary>Makes the photos of one context and checks each as it will lie on the disk. Belongs to one thread.</summary>
internal sealed class ContextSwap(SynthesisOptions options, ContextPhoto context, FaceAnalyser chooser, JudgedIdentities? judge, IFaceSwapper swapper, string scratch)
{
    private const float LeastOverlap = .4f;
    private const string Description = "Synthetic photo made by IdClip for research: the face of the person shown was replaced. It is no evidence of anything that happened.";

    private readonly Lazy<RgbPicture?> picture = new(() => Decode(chooser, context.Path, context.Sha256));
    private float[]? judgedOriginal;

    /// <summary>Tries source photos until one passes; writes the photo.</summary>
    public FinishedPhoto Make(PlannedPhoto plan)
    {
        if (picture.Value is not { } original)
            return new(plan.File, null, [Rejection.UnreadablePhoto]);
        List<Rejection> failures = [];
        foreach (var source in swapper.Order(context.Face, plan.Identity.Sources).Take(options.Attempts))
        {
            if (Attempt(plan, original, source, failures.ToArray(), out var failure) is { } kept)
                return new(plan.File, kept, failures);
            failures.Add(failure);
        }

        return new(plan.File, null, failures);
    }

    private ImageProvenance? Attempt(PlannedPhoto plan, RgbPicture original, GalleryFace source, Rejection[] before, out Rejection failure)
    {
        failure = Rejection.UnreadablePhoto;
        if (Decode(chooser, Path.Combine(options.Gallery, source.File), source.Sha256) is not { } sourcePhoto)
            return null;
        RgbPicture swapped;
        try
        {
            swapped = swapper.Swap(original, context.Face, sourcePhoto, source);
        }
        catch (SwapException)
        {
            failure = Rejection.SwapFailed;
            return null;
        }

        var bytes = SyntheticMark.Encode(swapped, Note(context.Sha256, source.Sha256));
        var result = chooser.Decode(bytes);
        var face = chooser.Analyse(result).MaxBy(found => Overlap(found.Box, context.Face.Box));
        if (face is null || Overlap(face.Box, context.Face.Box) < LeastOverlap)
        {
            failure = Rejection.FaceLost;
            return null;
        }

        var identity = FaceMean.Cosine(face.Embedding, plan.Identity.Centroid);
        var likeness = FaceMean.Cosine(face.Embedding, context.Face.Embedding);
        if (Reject(face, identity, likeness) is { } reason)
        {
            failure = reason;
            return null;
        }

        var (judgedBefore, judgedAfter, judgedLikeness) = Judge(plan.Identity, original, result, face);
        WholeFile.Write(Path.Combine(options.Output, plan.File), scratch, bytes);
        return new(
            plan.File,
            Convert.ToHexStringLower(SHA256.HashData(bytes)),
            context.Split,
            context.File,
            context.Sha256,
            plan.Identity.Folder,
            plan.Identity.Name,
            source.File,
            source.Sha256,
            swapper.Name,
            options.Seed,
            options.Research,
            before.Length + 1,
            before,
            face.Box,
            new(context.Face.Score, context.Face.Sharpness, FaceMean.Cosine(context.Face.Embedding, plan.Identity.Centroid), 1, judgedBefore, judge is null ? null : 1),
            new(face.Score, face.Sharpness, identity, likeness, judgedAfter, judgedLikeness))
        {
            Seam = SeamMeasure.GradientRatio(original, swapped),
        };
    }

    /// <summary>What the photo's mark says.</summary>
    public static SyntheticNote Note(string contextSha256, string sourceSha256) => new(Description, [$"sha256:{contextSha256}", $"sha256:{sourceSha256}"]);

    private Rejection? Reject(Face face, float identity, float likeness) =>
        face.Score < options.Quality.MinScore || face.Sharpness < options.Quality.MinSharpness ? Rejection.FaceUnclear
        : identity < options.Quality.MinIdentity ? Rejection.UnlikeIdentity
        : likeness > options.Quality.MaxOriginal ? Rejection.LikeOriginal
        : null;

    private (float? Before, float? After, float? Likeness) Judge(GalleryIdentity identity, RgbPicture original, RgbPicture result, Face face)
    {
        if (judge is null)
            return default;
        var centroid = judge.Centroid(identity);
        var before = judgedOriginal ??= judge.Analyser.Embed(original, context.Face);
        var after = judge.Analyser.Embed(result, face);
        return (FaceMean.Cosine(before, centroid), FaceMean.Cosine(after, centroid), FaceMean.Cosine(after, before));
    }

    /// <summary>A photo, or null if it can't be read or is no longer the one that was chosen.</summary>
    private static RgbPicture? Decode(FaceAnalyser analyser, string path, string sha256)
    {
        try
        {
            var bytes = PhotoBytes.Read(path);
            return Convert.ToHexStringLower(SHA256.HashData(bytes)) == sha256 ? analyser.Decode(bytes) : null;
        }
        catch (PictureException)
        {
            return null;
        }
    }

    /// <summary>Intersection over union.</summary>
    private static float Overlap(FaceBox a, FaceBox b)
    {
        var width = Math.Min(a.X + a.Width, b.X + b.Width) - Math.Max(a.X, b.X);
        var height = Math.Min(a.Y + a.Height, b.Y + b.Height) - Math.Max(a.Y, b.Y);
        var shared = Math.Max(width, 0) * Math.Max(height, 0);
        return shared / ((a.Width * a.Height) + (b.Width * b.Height) - shared);
    }
}

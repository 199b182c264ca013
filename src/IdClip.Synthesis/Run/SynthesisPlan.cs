using System.Security.Cryptography;
using System.Text.Json;
using IdClip.Synthesis.Contexts;
using IdClip.Synthesis.Files;
using IdClip.Synthesis.Gallery;

namespace IdClip.Synthesis.Run;

/// <summary>Which identities go into which contexts: a function of the options, the files and the models alone.</summary>
/// <param name="Contexts">The photos to make, by context, in the order of contexts.</param>
/// <param name="Unfit">Contexts that no identity fits.</param>
/// <param name="Fingerprint">Lower-case hex sha256 of everything that decides the result.</param>
internal sealed record SynthesisPlan(IReadOnlyList<IReadOnlyList<PlannedPhoto>> Contexts, int Unfit, string Fingerprint)
{
    /// <summary>All photos, in order.</summary>
    public IEnumerable<PlannedPhoto> Photos => Contexts.SelectMany(photos => photos);

    /// <summary>Makes a plan.</summary>
    public static SynthesisPlan Of(
        SynthesisOptions options, GalleryMetadata metadata, IReadOnlyList<GalleryIdentity> identities, IReadOnlyList<ContextPhoto> contexts, IReadOnlyList<string> models)
    {
        List<IReadOnlyList<PlannedPhoto>> planned = [];
        foreach (var context in contexts)
        {
            PlannedPhoto[] photos =
            [
                .. identities
                    .Where(identity => identity.Split == context.Split
                        && identity.Attributes.Fits(context.Attributes)
                        && FaceMean.Cosine(context.Face.Embedding, identity.Centroid) < options.Quality.MaxAlike)
                    .OrderBy(identity => StableChoice.Rank(options.Seed, "pair", context.File, identity.Folder))
                    .Take(options.PerContext)
                    .Select(identity => new PlannedPhoto(Name(context, identity), context, identity)),
            ];
            if (photos.Length > 0)
                planned.Add(photos);
        }

        return new(planned, contexts.Count - planned.Count, Hash(options, metadata, identities, contexts, models));
    }

    private static string Name(ContextPhoto context, GalleryIdentity identity)
    {
        var stem = context.File.EndsWith(".jpg", StringComparison.Ordinal) ? context.File[..^4] : context.File;
        return $"images/{FolderPath.Slug(stem)}_{FolderPath.Slug(identity.Folder)}.jpg";
    }

    private static string Hash(
        SynthesisOptions options, GalleryMetadata metadata, IReadOnlyList<GalleryIdentity> identities, IReadOnlyList<ContextPhoto> contexts, IReadOnlyList<string> models)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add<T>(T value) => hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(value, Json.Line));
        Add(new
        {
            Version = 1,
            options.PerContext,
            options.Seed,
            options.Research,
            options.Attempts,
            options.ContextLimits,
            options.GalleryLimits,
            options.Quality,
            options.Splits,
            options.ContextSplits,
            metadata.Licence,
            metadata.Consent,
            metadata.Source,
            models,
        });
        foreach (var identity in identities)
            Add(new { identity.Folder, identity.Name, identity.Attributes, Enrolment = Hashes(identity.Enrolment), Sources = Hashes(identity.Sources) });
        foreach (var context in contexts)
            Add(new { context.File, context.Sha256, context.Captions });
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IEnumerable<string> Hashes(IEnumerable<GalleryFace> faces) => faces.Select(face => $"{face.File} {face.Sha256}");
}

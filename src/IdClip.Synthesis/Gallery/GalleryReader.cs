using IdClip.Synthesis.Files;
using IdClip.Synthesis.Run;

namespace IdClip.Synthesis.Gallery;

/// <summary>Finds the identities of a gallery: a folder each, its clear photos, without outliers.</summary>
internal sealed class GalleryReader(SynthesisOptions options, GalleryMetadata metadata, RejectionCount rejections)
{
    private static readonly HashSet<string> Extensions =
        new([".jpg", ".jpeg", ".png", ".webp", ".avif", ".heic", ".tif", ".tiff", ".gif"], StringComparer.OrdinalIgnoreCase);

    private readonly GalleryLimits limits = options.GalleryLimits;

    /// <summary>Photos looked at.</summary>
    public int Photos { get; private set; }

    /// <summary>The identities in the order of folders.</summary>
    /// <param name="look">Analyses photos, in order.</param>
    /// <exception cref="SynthesisException">The folder is missing or holds no identities, or two identities have one name.</exception>
    public IReadOnlyList<GalleryIdentity> Read(Func<IReadOnlyList<string>, AnalysedPhoto[]> look)
    {
        if (!Directory.Exists(options.Gallery))
            throw new SynthesisException($"The gallery {options.Gallery} does not exist.");
        var folders = Directory.GetDirectories(options.Gallery).Select(path => Path.GetFileName(path)!)
            .Where(name => !name.StartsWith('.')).Order(StringComparer.Ordinal).ToArray();
        if (folders.Length == 0)
            throw new SynthesisException($"The gallery {options.Gallery} holds no folders; it needs one for each identity, with their photos.");
        var files = folders.SelectMany(folder => PhotosOf(folder).Select(file => (Folder: folder, File: file))).ToArray();
        Photos = files.Length;
        var analysed = look([.. files.Select(file => Path.Combine(options.Gallery, file.File))]);
        HashSet<string> seen = [];
        var faces = folders.ToDictionary(folder => folder, _ => new List<GalleryFace>());
        Dictionary<string, FaceAttributes> looks = [];
        for (var i = 0; i < files.Length; i++)
            if (Clear(files[i].Folder, files[i].File, analysed[i], seen) is { } face)
            {
                faces[files[i].Folder].Add(face);
                if (analysed[i].Attributes is { } seenAs)
                    looks[face.File] = seenAs;
            }

        return WithNames([.. folders.Select(folder => Identity(folder, faces[folder], looks)).OfType<GalleryIdentity>()]);
    }

    private IEnumerable<string> PhotosOf(string folder) =>
        Directory.EnumerateFiles(Path.Combine(options.Gallery, folder))
            .Where(path => Extensions.Contains(Path.GetExtension(path)))
            .Select(path => $"{folder}/{Path.GetFileName(path)}")
            .OrderBy(file => StableChoice.Rank(options.Seed, "photo", file)).ThenBy(file => file, StringComparer.Ordinal)
            .Take(limits.MostPhotos)
            .Order(StringComparer.Ordinal);

    private GalleryFace? Clear(string folder, string file, AnalysedPhoto photo, HashSet<string> seen)
    {
        Rejection? reason = photo.Failure is not null ? Rejection.UnreadablePhoto
            : limits.Face.Reject(photo.Faces) ?? (seen.Add(photo.Sha256) ? null : Rejection.SamePhotoTwice);
        if (reason is not { } rejection)
            return new(folder, file, photo.Sha256, photo.Faces[0]);
        rejections.Add(rejection);
        return null;
    }

    private GalleryIdentity? Identity(string folder, List<GalleryFace> clear, Dictionary<string, FaceAttributes> looks)
    {
        var faces = FaceMean.WithoutOutliers(clear, limits.MinCosine);
        rejections.Add(Rejection.Outlier, clear.Count - faces.Count);
        GalleryFace[] drawn = [.. faces.OrderBy(face => StableChoice.Rank(options.Seed, "enrolment", face.File))];
        // Near the mean of all is not yet near each other, which three enrolment photos must be.
        GalleryFace[] enrolment = [.. FaceMean.Agreeing(drawn, limits.Enrolment, limits.MinCosine).OrderBy(face => face.File, StringComparer.Ordinal)];
        GalleryFace[] sources = [.. faces.Except(enrolment).OrderBy(face => face.File, StringComparer.Ordinal)];
        if (enrolment.Length == 0 || sources.Length < limits.MinSources)
        {
            rejections.Add(Rejection.FewPhotos);
            return null;
        }

        var stated = metadata.Of(folder);
        var estimated = FaceAttributes.MostOf([.. faces.Where(face => looks.ContainsKey(face.File)).Select(face => looks[face.File])]);
        return new(
            folder,
            stated.Name ?? folder.Replace('_', ' '),
            new(stated.Gender == Gender.Unknown ? estimated.Gender : stated.Gender, stated.Age == AgeGroup.Unknown ? estimated.Age : stated.Age),
            Splits.OfIdentity(options, folder),
            enrolment,
            sources,
            FaceMean.Of([.. enrolment.Select(face => face.Face.Embedding)]));
    }

    private IReadOnlyList<GalleryIdentity> WithNames(IReadOnlyList<GalleryIdentity> identities)
    {
        var twice = identities.GroupBy(identity => identity.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? identities
            : throw new SynthesisException(
                $"{options.Gallery}: the folders {string.Join(" and ", twice.Select(identity => identity.Folder))} have one name; give them different names in {GalleryMetadata.FileName}.");
    }
}

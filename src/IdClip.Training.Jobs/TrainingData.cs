using IdClip.Encoding;
using IdClip.Evaluation.Protocol;
using IdClip.Training.Data;

namespace IdClip.Training.Jobs;

/// <summary>The sets of a run, from manifests and the enrolment photos of the people in them.</summary>
/// <param name="Training">What is learned from.</param>
/// <param name="Validation">What checkpoints are chosen by, or null.</param>
/// <param name="Omissions">What was left out of both.</param>
/// <param name="Folder">The folder that files of both sets are relative to.</param>
public sealed record TrainingData(TrainingSet Training, TrainingSet? Validation, TrainingOmissions Omissions, string Folder)
{
    /// <summary>Reads manifests, embeds enrolment faces and hashes photos, on all cores.</summary>
    /// <exception cref="ManifestException">A manifest or the list of people can't be used.</exception>
    /// <exception cref="TrainingException">Too little is left to learn from.</exception>
    public static TrainingData Load(TrainingRequest request, LocalFaceModel faceModel, IProgress<(int Done, int Total)>? progress, CancellationToken ct)
    {
        var enrolments = EnrolmentList.Load(request.People);
        var names = enrolments.ToDictionary(person => person.Name, person => person.Name, StringComparer.OrdinalIgnoreCase);
        string[] enrolmentPhotos = [.. enrolments.SelectMany(person => person.Photos)];
        var training = Manifest.Load(request.Manifest).Without(enrolmentPhotos);
        var validation = request.Validation is { } path ? Manifest.Load(path).Without(enrolmentPhotos) : null;
        var wanted = new[] { training, validation }.OfType<Manifest>().SelectMany(manifest => manifest.Entries).Where(IsUsable)
            .Select(entry => entry.People[0]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var (faces, faceless) = EnrolmentFaces.Embed([.. enrolments.Where(person => wanted.Contains(person.Name))], faceModel, progress, ct);

        var omissions = new TrainingOmissions(faceless, wanted.Count - faces.Count, 0, 0);
        var folder = training.Folder;
        return new(SetOf(training), validation is null ? null : SetOf(validation), omissions, folder);

        TrainingSet SetOf(Manifest manifest)
        {
            ManifestEntry[] usable = [.. manifest.Entries.Where(IsUsable)];
            ManifestEntry[] left = [.. usable.Where(entry => faces.ContainsKey(entry.People[0]))];
            omissions = omissions with
            {
                OtherPhotos = omissions.OtherPhotos + manifest.Entries.Count - usable.Length,
                PhotosOfFaceless = omissions.PhotosOfFaceless + usable.Length - left.Length,
            };
            return new TrainingSet([.. left.AsParallel().AsOrdered().WithCancellation(ct).Select(entry => PhotoOf(entry, folder, names))], faces);
        }
    }

    /// <summary>The absolute path of a photo of either set.</summary>
    public string PathOf(string file) => Path.GetFullPath(file, Folder);

    // Relative, so that the same set elsewhere gives the same fingerprint; and one spelling a person.
    private static TrainingPhoto PhotoOf(ManifestEntry entry, string folder, Dictionary<string, string> names) => new(
        Path.GetRelativePath(folder, entry.Path).Replace('\\', '/'), names[entry.People[0]], entry.Context, entry.Captions, FileHash.Of(entry.Path));

    private static bool IsUsable(ManifestEntry entry) => entry.People.Count == 1 && entry.Captions.Count > 0;
}

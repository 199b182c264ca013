using IdClip.Archive;
using IdClip.Archive.People;
using IdClip.Archive.People.Files;
using IdClip.Archive.People.Labels;

namespace IdClip.Xmp.Exchange;

/// <summary>Names faces of an archive as the metadata of the photos has it. What people have said in the archive is never changed; done twice it is done once.</summary>
/// <param name="files">The archive's photos.</param>
/// <param name="gallery">Its people.</param>
/// <param name="labels">What was said about faces.</param>
public sealed class NameImport(PhotoFiles files, Gallery gallery, FaceLabels labels)
{
    /// <summary>Clear faces that a name needs to become a person.</summary>
    public const int LeastClearFaces = Gallery.LeastPhotos;

    /// <param name="folder">Absolute path of a folder of the archive; null for all of it.</param>
    /// <param name="enrolUnknown">Whether names that nobody has become people where they have enough clear faces.</param>
    /// <param name="fromKeywords">Whether the only face of a photo is named where its only known person stands in the keywords.</param>
    /// <param name="dryRun">Whether nothing is applied.</param>
    /// <param name="ct">Cancels; faces that were named stay named.</param>
    /// <exception cref="ArchiveException">The archive has no photo in the folder.</exception>
    public async Task<NameImportReport> RunAsync(string? folder, bool enrolUnknown, bool fromKeywords, bool dryRun, CancellationToken ct = default)
    {
        var report = new NameImportReport();
        var people = new Dictionary<string, EnrolledPerson?>(StringComparer.Ordinal);
        var named = new Dictionary<string, List<FileFace>>(StringComparer.Ordinal);
        var claims = new Dictionary<long, string>();
        await foreach (var file in files.ReadAsync(folder, ct))
        {
            ct.ThrowIfCancellationRequested();
            report.Photos++;
            try
            {
                await ReadAsync(file);
            }
            catch (PhotoXmpException e)
            {
                report.Problems.Add(new(e.File, e.Reason));
            }
        }
        foreach (var (name, faces) in named)
            await ApplyAsync(name, faces);
        return report;

        async Task ReadAsync(FileFaces file)
        {
            var names = PhotoXmp.Read(file.Path);
            report.Problems.AddRange(names.Problems.Select(problem => new FileProblem(file.Path, problem)));
            var inKeywords = new List<string>();
            foreach (var keyword in names.Keywords.Concat(names.People).Distinct(StringComparer.OrdinalIgnoreCase))
                if (!names.Regions.Any(r => r.Name.Equals(keyword, StringComparison.OrdinalIgnoreCase)) && await FindAsync(keyword) is not null)
                    inKeywords.Add(keyword);
            if (names.Regions.Count + inKeywords.Count > 0)
                report.WithNames++;
            var faceOf = FaceMatching.Match(names.Regions, file.Faces);
            for (var i = 0; i < faceOf.Length; i++)
                if (faceOf[i] is { } face)
                    await ClaimAsync(file, face, names.Regions[i].Name);
                else
                    report.WithoutFace++;
            if (fromKeywords && names.Regions.Count == 0 && inKeywords.Count == 1 && file.Faces.Count == 1)
                await ClaimAsync(file, file.Faces[0], inKeywords[0]);
            else
                report.InKeywordsOnly += inKeywords.Count;
        }

        async Task ClaimAsync(FileFaces file, FileFace face, string name)
        {
            var person = (await FindAsync(name))?.Name ?? name;
            if (Objection(face, person) is { } objection)
                report.Conflicts.Add(new(file.Path, name, objection));
            else if (face.Name is not null)
                report.AlreadyNamed++;
            else if (claims.TryGetValue(face.FaceId, out var other))
            {
                // A copy of the photo, or another region on the same face.
                if (other != person)
                    report.Conflicts.Add(new(file.Path, name, $"is {other} by another file with the same picture"));
            }
            else
            {
                claims.Add(face.FaceId, person);
                (named.TryGetValue(person, out var faces) ? faces : named[person] = []).Add(face);
            }
        }

        async Task<EnrolledPerson?> FindAsync(string name) =>
            people.TryGetValue(name, out var known) ? known : people[name] = await gallery.FindAsync(name, ct);

        async Task ApplyAsync(string name, List<FileFace> faces)
        {
            if (await FindAsync(name) is null)
            {
                var clear = faces.Count(f => f.IsClear);
                if (!enrolUnknown || clear < LeastClearFaces)
                {
                    report.Unknown[name] = (faces.Count, clear);
                    return;
                }
                report.Enrolled.Add(name);
            }
            try
            {
                if (!dryRun)
                    foreach (var some in faces.Chunk(FaceLabels.MostFaces))
                        await labels.NameAsync([.. some.Select(f => f.FaceId)], name, ct);
                report.Named += faces.Count;
            }
            catch (EnrolmentException e)
            {
                report.Enrolled.Remove(name);
                report.Problems.Add(new(name, e.Message));
            }
        }
    }

    /// <summary>What the archive says against a name, in words; null where it says nothing.</summary>
    private static string? Objection(FileFace face, string person) =>
        face.IsForgotten ? "was forgotten"
        : face.Name is not null && face.Name != person ? $"is {face.Name}"
        : face.IsNot.Contains(person) ? $"is not {person}"
        : face.IsIgnored ? "is nobody to ask for"
        : null;
}

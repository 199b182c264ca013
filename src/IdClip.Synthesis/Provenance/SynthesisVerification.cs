using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using IdClip.Encoding.Pictures;
using IdClip.Synthesis.Files;
using IdClip.Synthesis.Marking;
using IdClip.Synthesis.Run;

namespace IdClip.Synthesis.Provenance;

/// <summary>Checks a folder of synthetic photos against its own lists: every photo there, unchanged and marked, nothing besides, no identity or context in two splits.</summary>
public static class SynthesisVerification
{
    private const int LongestLine = 1 << 20;
    private const long LargestList = 1L << 30;
    private const string Images = "images";
    private const string Enrolment = "enrolment";

    /// <summary>Checks all files on all cores. What is wrong with the folder is a finding, never an error.</summary>
    /// <param name="folder">The output of a run.</param>
    /// <param name="cancellation">Stops.</param>
    public static Task<VerificationReport> VerifyAsync(string folder, CancellationToken cancellation = default) =>
        Task.Run(() => Verify(Path.GetFullPath(folder), cancellation), cancellation);

    private static VerificationReport Verify(string folder, CancellationToken cancellation)
    {
        ConcurrentBag<VerificationFinding> findings = [];
        void Tell(string file, VerificationProblem problem, string details) => findings.Add(new(file, problem, details));
        var photos = ReadProvenance(folder, Tell);
        var good = 0;
        Parallel.ForEach(photos, new ParallelOptions { CancellationToken = cancellation }, photo =>
        {
            if (CheckHash(folder, photo.File, photo.Sha256, Tell) & CheckMark(folder, photo, Tell))
                Interlocked.Increment(ref good);
        });
        var people = ReadList<EnrolledIdentity>(folder, EnrolledIdentity.FileName, Tell);
        foreach (var person in people)
            for (var i = 0; i < Math.Min(person.Enrolment.Count, person.Sha256.Count); i++)
                CheckHash(folder, person.Enrolment[i], person.Sha256[i], Tell);
        CheckLists(folder, photos, people, Tell);
        FindExtras(folder, Images, [.. photos.Select(photo => photo.File)], Tell);
        FindExtras(folder, Enrolment, [.. people.SelectMany(person => person.Enrolment)], Tell);
        return new(photos.Count, good, [.. findings.OrderBy(finding => finding.File, StringComparer.Ordinal).ThenBy(finding => finding.Problem).ThenBy(finding => finding.Details, StringComparer.Ordinal)]);
    }

    private static List<ImageProvenance> ReadProvenance(string folder, Action<string, VerificationProblem, string> tell)
    {
        List<ImageProvenance> photos = [];
        HashSet<string> seen = [];
        Read(folder, ImageProvenance.FileName, tell, stream =>
        {
            using var lines = new StreamReader(stream);
            for (var number = 1; lines.ReadLine() is { } line; number++)
            {
                try
                {
                    if (line.Length <= LongestLine && JsonSerializer.Deserialize<ImageProvenance>(line, Json.Line) is { } photo)
                    {
                        if (seen.Add(photo.File))
                            photos.Add(photo);
                        else
                            tell(photo.File, VerificationProblem.Contradiction, $"line {number} of {ImageProvenance.FileName} lists it a second time");
                        continue;
                    }
                }
                catch (JsonException)
                {
                    // Told below, as for a line that is too long or null.
                }

                tell(ImageProvenance.FileName, VerificationProblem.Unreadable, $"line {number} is not an entry of a photo");
            }
        });
        return photos;
    }

    private static List<T> ReadList<T>(string folder, string name, Action<string, VerificationProblem, string> tell)
    {
        List<T> list = [];
        Read(folder, name, tell, stream =>
        {
            try
            {
                list = JsonSerializer.Deserialize<List<T>>(stream, Json.Line) ?? [];
            }
            catch (JsonException error)
            {
                tell(name, VerificationProblem.Unreadable, $"it is not a list that IdClip wrote: line {error.LineNumber + 1}");
            }
        });
        return list;
    }

    private static void Read(string folder, string name, Action<string, VerificationProblem, string> tell, Action<Stream> read)
    {
        var file = new FileInfo(Path.Combine(folder, name));
        if (!file.Exists)
        {
            tell(name, VerificationProblem.Missing, "the list is not there: the run did not finish, or the file was removed");
        }
        else if (file.Length > LargestList)
        {
            tell(name, VerificationProblem.Unreadable, $"it has {file.Length >> 20} MB; at most {LargestList >> 20} MB are read");
        }
        else
        {
            try
            {
                using var stream = file.OpenRead();
                read(stream);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                tell(name, VerificationProblem.Unreadable, error.Message);
            }
        }
    }

    private static bool CheckHash(string folder, string file, string sha256, Action<string, VerificationProblem, string> tell)
    {
        if (FolderPath.Below(folder, file) is not { } path)
        {
            tell(file, VerificationProblem.Contradiction, "the list names a file outside the folder, which is not opened");
            return false;
        }

        try
        {
            if (!File.Exists(path))
            {
                tell(file, VerificationProblem.Missing, "it is listed and not there");
                return false;
            }

            using var stream = File.OpenRead(path);
            if (Convert.ToHexStringLower(SHA256.HashData(stream)) == sha256)
                return true;
            tell(file, VerificationProblem.Changed, "its bytes are not those that were written");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            tell(file, VerificationProblem.Unreadable, error.Message);
        }

        return false;
    }

    private static bool CheckMark(string folder, ImageProvenance photo, Action<string, VerificationProblem, string> tell)
    {
        if (FolderPath.Below(folder, photo.File) is not { } path || !File.Exists(path))
            return false;
        try
        {
            var expected = ContextSwap.Note(photo.ContextSha256, photo.SourceSha256);
            if (SyntheticMark.Read(path) is not { } note)
                tell(photo.File, VerificationProblem.Unmarked, "its XMP does not say that it is synthetic");
            else if (note.Description != expected.Description || !note.Sources.SequenceEqual(expected.Sources))
                tell(photo.File, VerificationProblem.Unmarked, "its XMP names other sources than the provenance");
            else
                return true;
        }
        catch (PictureException problem)
        {
            tell(photo.File, VerificationProblem.Unreadable, problem.Message);
        }

        return false;
    }

    private static void CheckLists(string folder, List<ImageProvenance> photos, List<EnrolledIdentity> people, Action<string, VerificationProblem, string> tell)
    {
        var listed = photos.ToDictionary(photo => photo.File);
        var manifest = ReadList<ManifestPhoto>(folder, SetLists.Manifest, tell);
        foreach (var entry in manifest)
            if (!listed.TryGetValue(entry.File, out var photo))
                tell(entry.File, VerificationProblem.Contradiction, $"{SetLists.Manifest} has it and {ImageProvenance.FileName} has not");
            else if (!entry.People.SequenceEqual([photo.Name]) || entry.Context != photo.Context || entry.Split != photo.Split)
                tell(entry.File, VerificationProblem.Contradiction, $"{SetLists.Manifest} and {ImageProvenance.FileName} tell different things of it");
        foreach (var file in listed.Keys.Except(manifest.Select(entry => entry.File)))
            tell(file, VerificationProblem.Contradiction, $"{ImageProvenance.FileName} has it and {SetLists.Manifest} has not");
        foreach (var split in Enum.GetValues<Split>())
        {
            var part = ReadList<ManifestPhoto>(folder, SetLists.ManifestOf(split), tell).Select(entry => entry.File).ToHashSet();
            if (!part.SetEquals(photos.Where(photo => photo.Split == split).Select(photo => photo.File)))
                tell(SetLists.ManifestOf(split), VerificationProblem.Contradiction, $"it does not list the {split} photos of {ImageProvenance.FileName}");
        }

        TellOfBoth(photos.GroupBy(photo => photo.Identity), "identity", tell);
        TellOfBoth(photos.GroupBy(photo => photo.Context), "context", tell);
        var enrolled = people.SelectMany(person => person.Sha256).ToHashSet();
        foreach (var photo in photos.Where(photo => enrolled.Contains(photo.SourceSha256)))
            tell(photo.File, VerificationProblem.Contradiction, "it was made from an enrolment photo");
    }

    private static void TellOfBoth(IEnumerable<IGrouping<string, ImageProvenance>> groups, string kind, Action<string, VerificationProblem, string> tell)
    {
        foreach (var group in groups.Where(group => group.Select(photo => photo.Split).Distinct().Count() > 1))
            tell(group.First().File, VerificationProblem.Contradiction, $"its {kind} is in two splits");
    }

    private static void FindExtras(string folder, string part, HashSet<string> listed, Action<string, VerificationProblem, string> tell)
    {
        var path = Path.Combine(folder, part);
        if (!Directory.Exists(path))
            return;
        try
        {
            foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Select(file => FolderPath.Relative(folder, file)).Where(file => !listed.Contains(file)))
                tell(file, VerificationProblem.Extra, "no list has it");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            tell(part, VerificationProblem.Unreadable, error.Message);
        }
    }
}

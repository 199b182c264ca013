using IdClip.Archive.Ingest;
using IdClip.Archive.Judgements;
using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.People;

/// <summary>The people of an archive: enrolled from a few photos each, renamed, forgotten. Thread-safe.</summary>
/// <param name="catalogue">The archive.</param>
/// <param name="thresholds">Those of the archive's face model; null for SFace's.</param>
public sealed class Gallery(Catalogue.Catalogue catalogue, FaceThresholds? thresholds = null)
{
    /// <summary>Fewest and most photos of a person.</summary>
    public const int LeastPhotos = 2, MostPhotos = 5;

    private readonly FaceThresholds thresholds = thresholds ?? FaceThresholds.SFace;
    private readonly ArchiveDatabase database = catalogue.Database;

    // What was read last, with the catalogue's version before it was read.
    private Tuple<long, IReadOnlyList<EnrolledPerson>>? known;

    /// <summary>The cosines that decide about faces of this archive.</summary>
    public FaceThresholds Thresholds => thresholds;

    /// <summary>The enrolled people, by name.</summary>
    public async Task<IReadOnlyList<EnrolledPerson>> PeopleAsync(CancellationToken ct = default)
    {
        var version = database.DataVersion();
        if (Volatile.Read(ref known) is { } last && last.Item1 == version)
            return last.Item2;
        await using var context = database.Read();
        IReadOnlyList<EnrolledPerson> people =
            [.. (await PersonExamples.ReadAsync(context, thresholds.Outlier, ct)).OrderBy(p => p.Person.Name, StringComparer.OrdinalIgnoreCase).Select(Enrolled)];
        Volatile.Write(ref known, Tuple.Create(version, people));
        return people;
    }

    /// <summary>The person of a name, without regard to case and accents; null where nobody has it.</summary>
    public async Task<EnrolledPerson?> FindAsync(string name, CancellationToken ct = default)
    {
        var key = PersonName.KeyOf(name);
        return (await PeopleAsync(ct)).FirstOrDefault(p => PersonName.KeyOf(p.Name) == key);
    }

    /// <inheritdoc cref="EnrolAsync(string, IReadOnlyList{string}, IPhotoEncoder, EnrolmentOptions, CancellationToken)"/>
    public Task<EnrolmentReport> EnrolAsync(string name, IReadOnlyList<string> photos, IPhotoEncoder encoder, CancellationToken ct = default) =>
        EnrolAsync(name, photos, encoder, new(), ct);

    /// <summary>Enrols a person from 2 to 5 photos with one clear face each, or adds photos to an enrolled one up to 5.</summary>
    /// <remarks>
    /// A photo without a clear face is left out where two good ones remain. A photo whose face is unlike the others' stops everything
    /// unless <see cref="EnrolmentOptions.Force"/> is set: somebody else's face in an enrolment spoils every later search.
    /// </remarks>
    /// <param name="name">1 to 100 characters without braces, quotes, @ and control characters. Case and accents do not make another person.</param>
    /// <param name="photos">Picture files.</param>
    /// <param name="encoder">The models; those of the archive.</param>
    /// <param name="options">What the photos must be like, and what happens to an enrolled person's photos.</param>
    /// <param name="ct">Cancels; nothing is stored then.</param>
    /// <exception cref="EnrolmentException">The name or the photos are at fault; nothing is stored.</exception>
    /// <exception cref="ArchiveException">The archive has other models.</exception>
    public async Task<EnrolmentReport> EnrolAsync(
        string name, IReadOnlyList<string> photos, IPhotoEncoder encoder, EnrolmentOptions options, CancellationToken ct = default)
    {
        name = PersonName.Check(name);
        if (photos.Count is 0 or > MostPhotos)
            throw new EnrolmentException($"{photos.Count} photos were given to enrol {name}. Give {LeastPhotos} to {MostPhotos}.");
        await catalogue.CheckModelsAsync(encoder.ImageModel, encoder.FaceModel, ct);
        var (faces, problems) = await Task.Run(() => EnrolmentPhotos.Read(photos, encoder, options), ct);
        return await database.WriteAsync(context => StoreAsync(context, name, faces, problems, options, ct), ct);
    }

    /// <summary>Files of the photos that a person was enrolled from, as far as they are there and unchanged.</summary>
    public async Task<IReadOnlyList<string>> EnrolmentFilesAsync(long person, CancellationToken ct = default)
    {
        await using var context = database.Read();
        var found = await EnrolmentFiles.FindAsync(context, context.Enrolments.Where(e => e.PersonId == person), ct);
        return await Task.Run(() => (IReadOnlyList<string>)[.. found.Select(e => e.Photo)], ct);
    }

    /// <summary>Ids of the archive's photos that hold what somebody was enrolled from.</summary>
    public async Task<IReadOnlySet<long>> EnrolmentPhotosAsync(CancellationToken ct = default)
    {
        await using var context = database.Read();
        return (await context.Photos.Where(p => context.Enrolments.Any(e => e.Sha256 == p.Content.Sha256)).Select(p => p.Id).ToListAsync(ct)).ToHashSet();
    }

    /// <summary>Gives a person another name.</summary>
    /// <exception cref="UnknownPersonException">Nobody of the old name is enrolled.</exception>
    /// <exception cref="EnrolmentException">The new name breaks the rules or is somebody else's.</exception>
    public async Task RenameAsync(string name, string newName, CancellationToken ct = default)
    {
        newName = PersonName.Check(newName);
        var key = PersonName.KeyOf(newName);
        await database.WriteAsync(async context =>
        {
            var person = await FindAsync(context, name, ct);
            if (await context.People.FirstOrDefaultAsync(p => p.NameKey == key && p.Id != person.Id, ct) is { } other)
                throw new EnrolmentException($"{other.Name} is enrolled already, and names differ by more than case and accents. Pick another name.");
            await NamesInQueries.RenameAsync(context, person.Name, newName, ct);
            (person.Name, person.NameKey) = (newName, key);
        }, ct);
    }

    /// <summary>Makes two people one: the second's name stays, with the enrolment photos and named faces of both.</summary>
    /// <param name="name">The person whose name goes.</param>
    /// <param name="into">The person whose name stays.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="UnknownPersonException">Nobody has one of the names.</exception>
    /// <exception cref="EnrolmentException">Both names are one person's.</exception>
    public Task<PersonMerge> MergeAsync(string name, string into, CancellationToken ct = default) => database.WriteAsync(async context =>
    {
        var (from, to) = (await FindAsync(context, name, ct), await FindAsync(context, into, ct));
        if (from == to)
            throw new EnrolmentException($"{name} and {into} are one person already. Name two.");
        var had = to.Enrolments.Select(e => Convert.ToHexString(e.Sha256)).ToHashSet();
        var enrolments = from.Enrolments.Where(e => !had.Contains(Convert.ToHexString(e.Sha256))).ToList();

        var labels = await context.FaceLabels.Where(l => l.PersonId == from.Id || l.PersonId == to.Id).ToListAsync(ct);
        var dropped = new List<FaceLabel>();
        foreach (var mark in labels.GroupBy(l => l.MarkId))
        {
            // Whoever is one of the two is both; who was said twice not to be, is not.
            var kept = mark.FirstOrDefault(l => l.Kind == FaceLabelKind.Is) ?? mark.First();
            dropped.AddRange(mark.Where(l => l != kept));
        }
        var queries = await NamesInQueries.RenameAsync(context, from.Name, to.Name, ct);
        context.FaceLabels.RemoveRange(dropped);
        var moved = labels.Except(dropped).Where(l => l.PersonId == from.Id).ToList();
        await context.SaveChangesAsync(ct);
        long[] enrolmentIds = [.. enrolments.Select(e => e.Id)], labelIds = [.. moved.Select(l => l.Id)];
        await MoveAsync(context, enrolmentIds, labelIds, to.Id, ct);
        context.ChangeTracker.Clear();
        await context.People.Where(p => p.Id == from.Id).ExecuteDeleteAsync(ct);
        return new PersonMerge(from, to, enrolmentIds, labelIds, dropped, queries);
    }, ct);

    /// <summary>Makes one person two again. Enrolment photos that both had stay with the one whose name stayed.</summary>
    /// <exception cref="EnrolmentException">Somebody else has got the name meanwhile, or the person is gone.</exception>
    public Task UndoMergeAsync(PersonMerge merge, CancellationToken ct = default) => database.WriteAsync(async context =>
    {
        if (await context.People.AnyAsync(p => p.NameKey == merge.FromKey, ct))
            throw new EnrolmentException($"{merge.FromName} is enrolled again. Rename that person first.");
        if (!await context.People.AnyAsync(p => p.Id == merge.IntoId, ct))
            throw new EnrolmentException($"{merge.Name} is not in the archive any more.");
        var person = new Person { Name = merge.FromName, NameKey = merge.FromKey };
        context.People.Add(person);
        await context.SaveChangesAsync(ct);
        await MoveAsync(context, merge.Enrolments, merge.Labels, person.Id, ct);
        await NamesInQueries.RestoreAsync(context, merge.Queries, ct);
        foreach (var label in merge.Dropped)
            if (await context.MarkedFaces.AnyAsync(m => m.Id == label.MarkId, ct))
                context.FaceLabels.Add(new() { Id = label.Id, MarkId = label.MarkId, Kind = label.Kind, PersonId = label.PersonId == merge.IntoId ? merge.IntoId : person.Id, At = label.At });
    }, ct);

    /// <summary>
    /// Erases a person: the enrolment, all that was said about whose face is theirs, and the face vectors in photos that are recognised as theirs. The boxes stay, anonymous. Then the
    /// catalogue's file is rewritten, and every file of the archive is searched for what was erased.
    /// </summary>
    /// <param name="name">The name as enrolled.</param>
    /// <param name="compactIndexes">
    /// Must take the faces with these ids out of the indexes and rewrite their files, so that no byte of them stays; runs before the search.
    /// </param>
    /// <param name="options">How far it goes; null for the defaults.</param>
    /// <param name="ct">Cancels before anything is erased; afterwards it runs to its end.</param>
    /// <exception cref="UnknownPersonException">Nobody of that name is enrolled.</exception>
    /// <exception cref="ArchiveException">The archive is being indexed, or a reader kept the file from being rewritten.</exception>
    public async Task<ForgetReport> ForgetAsync(
        string name, Func<IReadOnlyList<long>, Task>? compactIndexes = null, ForgetOptions? options = null, CancellationToken ct = default)
    {
        using var held = await database.LockAsync(ArchiveLock.OfArchive, ct);
        var erased = await database.WriteAsync(async context =>
            await PersonErasure.EraseAsync(context, await FindAsync(context, name, ct), options?.LeastCosine ?? thresholds.Forget, thresholds.Outlier, ct), ct);
        var behind = new List<string>();
        try
        {
            if (compactIndexes is not null)
                await compactIndexes(erased.FaceIds);
        }
        catch (IOException e)
        {
            // An index that is away does not keep the person in the catalogue. The tombstones stay until it is back.
            behind.Add(e.Message);
        }
        await database.FinishErasureAsync(CancellationToken.None);

        var scan = await Task.Run(() => ErasureScan.Run(catalogue.Folder, database.ScanSources(), erased.Name, erased.Vectors), CancellationToken.None);
        await using var reading = database.Read();
        var paths = await reading.Files.Where(f => (f.Folder.Path + "/" + f.Name).Contains(erased.Name))
            .OrderBy(f => f.Id).Take(10).Select(f => new { f.Folder.Path, f.Name }).ToListAsync(CancellationToken.None);
        return new(
            erased.Name, erased.EnrolmentPhotos, erased.FaceIds.Count, scan.Files, scan.Bytes, [.. behind, .. scan.Remnants],
            [.. paths.Select(p => Path.Join(p.Path, p.Name))])
        {
            BeyondScan = database.BeyondScan,
        };
    }

    private async Task<EnrolmentReport> StoreAsync(
        ArchiveContext context, string name, List<EnrolmentFace> faces, List<EnrolmentProblem> problems, EnrolmentOptions options, CancellationToken ct)
    {
        var key = PersonName.KeyOf(name);
        var people = await PersonExamples.ReadAsync(context, thresholds.Outlier, ct);
        var known = people.SingleOrDefault(p => p.Person.NameKey == key);
        var person = known?.Person;
        var kept = options.Replace || person is null
            ? []
            : person.Enrolments.Select(e => new EnrolmentFace(null, e.Sha256, Vectors.FromBlob(e.Embedding), e.Sharpness)).ToList();

        foreach (var same in faces.Where(f => kept.Any(k => k.Sha256.AsSpan().SequenceEqual(f.Sha256))).ToList())
        {
            faces.Remove(same);
            problems.Add(new(same.Photo!, $"{person!.Name} is enrolled from this photo already."));
        }
        var all = kept.Concat(faces).ToList();
        // A face that was named is an example as good as a photo.
        if (faces.Count == 0 || all.Count + (known?.NamedFaces ?? 0) < LeastPhotos)
            throw Refused($"{name} was not enrolled: {LeastPhotos} photos with one clear face are needed, and {(faces.Count == 0 ? "none" : "only one")} was given.", problems);
        if (all.Count > MostPhotos)
            throw Refused($"{person!.Name} has {kept.Count} photos, and at most {MostPhotos} are kept. Give fewer, or replace the old ones.", problems);

        var outliers = Outliers(all, options.LeastCosine ?? thresholds.Outlier);
        if (outliers.Count > 0 && !options.Force)
            throw Refused($"{name} was not enrolled: the photos do not show one person.", [.. problems, .. outliers]);

        var wasEnrolled = person is not null;
        if (person is null)
            context.People.Add(person = new() { Name = name, NameKey = key });
        if (options.Replace)
            person.Enrolments.Clear();
        person.Enrolments.AddRange(faces.Select(f => new Enrolment
        {
            SourcePath = Path.GetFullPath(f.Photo!),
            Sha256 = f.Sha256,
            Embedding = Vectors.ToBlob(f.Embedding),
            Sharpness = f.Sharpness,
        }));
        var notes = outliers.Select(o => $"{o.Photo}: {o.Reason}").Concat(Resembling(people.Where(p => p.Person != person), all));
        return new(person.Name, faces.Count, all.Count, wasEnrolled, problems, [.. notes]);
    }

    private static List<EnrolmentProblem> Outliers(List<EnrolmentFace> all, float least)
    {
        var cosines = all.Select(face => FaceVectors.Cosine(face.Embedding, FaceVectors.Mean(all.Where(f => f != face).Select(f => f.Embedding)))).ToList();
        return
        [
            .. all.Zip(cosines).Where(f => f.First.Photo is not null && f.Second < least)
                .OrderBy(f => f.Second)
                .Select(f => new EnrolmentProblem(f.First.Photo!, string.Create(System.Globalization.CultureInfo.InvariantCulture,
                    $"The face is unlike the others (cosine {f.Second:0.00}, at least {least:0.00} is usual). If it is somebody else, pick another photo."))),
        ];
    }

    private IEnumerable<string> Resembling(IEnumerable<PersonExamples> others, List<EnrolmentFace> faces)
    {
        var mean = FaceVectors.Mean(faces.Select(f => f.Embedding));
        foreach (var other in others)
            if (other.Mean is { } face && FaceVectors.Cosine(mean, face) is var cosine && cosine >= thresholds.Resemblance)
                yield return string.Create(System.Globalization.CultureInfo.InvariantCulture,
                    $"The face is much like {other.Person.Name}'s (cosine {cosine:0.00}). If they are one person, merge the two.");
    }

    private static EnrolmentException Refused(string message, IReadOnlyList<EnrolmentProblem> problems) =>
        new(string.Join('\n', problems.Select(p => $"{p.Photo}: {p.Reason}").Prepend(message)), problems);

    private static async Task<Person> FindAsync(ArchiveContext context, string name, CancellationToken ct)
    {
        var key = PersonName.KeyOf(PersonName.Check(name));
        if (await context.People.Include(p => p.Enrolments).SingleOrDefaultAsync(p => p.NameKey == key, ct) is { } person)
            return person;
        var some = await context.People.OrderBy(p => p.Name).Take(5).Select(p => p.Name).ToListAsync(ct);
        throw new UnknownPersonException(some.Count == 0
            ? $"Nobody named {name} is enrolled; nobody is yet."
            : $"Nobody named {name} is enrolled. Enrolled are for example: {string.Join(", ", some)}.");
    }

    private static async Task MoveAsync(ArchiveContext context, IEnumerable<long> enrolments, IEnumerable<long> labels, long personId, CancellationToken ct)
    {
        foreach (var ids in enrolments.Chunk(500))
            await context.Enrolments.Where(e => ids.Contains(e.Id)).ExecuteUpdateAsync(set => set.SetProperty(e => e.PersonId, personId), ct);
        foreach (var ids in labels.Chunk(500))
            await context.FaceLabels.Where(l => ids.Contains(l.Id)).ExecuteUpdateAsync(set => set.SetProperty(l => l.PersonId, personId), ct);
    }

    private static EnrolledPerson Enrolled(PersonExamples examples) => new(examples.Person.Id, examples.Person.Name, examples.Embeddings)
    {
        EnrolmentPhotos = examples.Person.Enrolments.Count,
        NamedFaces = examples.NamedFaces,
        UnlikeFaces = examples.Unlike,
    };
}

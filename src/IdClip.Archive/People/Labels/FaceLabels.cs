using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.People.Labels;

/// <summary>What people say about faces: who somebody is, who not, and who is nobody to ask for. Thread-safe.</summary>
/// <remarks>
/// A label belongs to a place in a picture, not to a detection: photos that are encoded anew, also with another face model, get their labels
/// back by the overlap of the boxes, and a label whose face is not found is kept. Every call is one transaction.
/// </remarks>
/// <param name="catalogue">The archive.</param>
public sealed class FaceLabels(Catalogue.Catalogue catalogue)
{
    /// <summary>Most faces of one call.</summary>
    public const int MostFaces = 10_000;

    private readonly ArchiveDatabase database = catalogue.Database;

    private Tuple<long, FaceLabelSet>? known;

    /// <summary>All labels whose faces are found.</summary>
    public async Task<FaceLabelSet> ReadAsync(CancellationToken ct = default)
    {
        var version = database.DataVersion();
        if (Volatile.Read(ref known) is { } last && last.Item1 == version)
            return last.Item2;
        await using var context = database.Read();
        var labels = await context.FaceLabels.Where(l => l.Mark.FaceId != null)
            .Select(l => new { FaceId = l.Mark.FaceId!.Value, l.Kind, l.PersonId, l.Group, l.Mark.Face!.PhotoId }).ToListAsync(ct);
        var set = new FaceLabelSet(
            labels.Where(l => l.Kind == FaceLabelKind.Is).ToDictionary(l => l.FaceId, l => l.PersonId!.Value),
            labels.Where(l => l.Kind == FaceLabelKind.IsNot).Select(l => (l.FaceId, l.PersonId!.Value)).ToHashSet(),
            labels.Where(l => l.Kind == FaceLabelKind.Ignored).Select(l => l.FaceId).ToHashSet(),
            labels.Where(l => l.Kind == FaceLabelKind.Grouped).ToDictionary(l => l.FaceId, l => l.Group!.Value),
            labels.Where(l => l.Kind == FaceLabelKind.Is).ToDictionary(l => l.FaceId, l => l.PhotoId));
        Volatile.Write(ref known, Tuple.Create(version, set));
        return set;
    }

    /// <summary>Says that faces are a person; a name that nobody has makes a person.</summary>
    /// <param name="faceIds">1 to <see cref="MostFaces"/> faces.</param>
    /// <param name="name">The name; case and accents do not make another person.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="EnrolmentException">The name breaks the rules.</exception>
    /// <exception cref="ArchiveException">A face is gone, or its vector was erased with a forgotten person.</exception>
    public Task<LabelChange> NameAsync(IReadOnlyCollection<long> faceIds, string name, CancellationToken ct = default)
    {
        name = PersonName.Check(name);
        var key = PersonName.KeyOf(name);
        return ChangeAsync(faceIds, async context =>
        {
            if (await context.People.SingleOrDefaultAsync(p => p.NameKey == key, ct) is { } person)
                return (person, null);
            context.People.Add(person = new() { Name = name, NameKey = key });
            await context.SaveChangesAsync(ct);
            return (person, person.Id);
        }, (person, label) => label.Kind != FaceLabelKind.IsNot || label.PersonId == person!.Id, FaceLabelKind.Is, null, ct);
    }

    /// <summary>Says that faces are a person who is known by id.</summary>
    /// <inheritdoc cref="NameAsync(IReadOnlyCollection{long}, string, CancellationToken)"/>
    /// <exception cref="UnknownPersonException">There is no such person.</exception>
    public Task<LabelChange> NameAsync(IReadOnlyCollection<long> faceIds, long personId, CancellationToken ct = default) =>
        ChangeAsync(faceIds, context => FindAsync(context, personId, ct),
            (person, label) => label.Kind != FaceLabelKind.IsNot || label.PersonId == person!.Id, FaceLabelKind.Is, null, ct);

    /// <summary>Says that faces are not a person.</summary>
    /// <param name="faceIds">1 to <see cref="MostFaces"/> faces.</param>
    /// <param name="personId">The person.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="UnknownPersonException">There is no such person.</exception>
    /// <exception cref="ArchiveException">A face is gone, or its vector was erased with a forgotten person.</exception>
    public Task<LabelChange> DenyAsync(IReadOnlyCollection<long> faceIds, long personId, CancellationToken ct = default) =>
        ChangeAsync(faceIds, context => FindAsync(context, personId, ct), (person, label) => label.PersonId == person!.Id, FaceLabelKind.IsNot, null, ct);

    /// <summary>Says that faces are nobody to ask for: they are neither grouped nor suggested.</summary>
    /// <param name="faceIds">1 to <see cref="MostFaces"/> faces.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="ArchiveException">A face is gone, or its vector was erased with a forgotten person.</exception>
    public Task<LabelChange> IgnoreAsync(IReadOnlyCollection<long> faceIds, CancellationToken ct = default) =>
        ChangeAsync(faceIds, Nobody, (_, label) => label.Kind != FaceLabelKind.IsNot, FaceLabelKind.Ignored, null, ct);

    /// <summary>Puts the faces of each set into a group of their own: one person without a name, another one than the people of other groups.</summary>
    /// <param name="groups">Sets of faces that have none in common.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="ArchiveException">A face is gone, or its vector was erased with a forgotten person.</exception>
    public async Task<LabelChange> GroupAsync(IReadOnlyList<IReadOnlyCollection<long>> groups, CancellationToken ct = default)
    {
        var groupOf = new Dictionary<long, int>();
        for (var group = 0; group < groups.Count; group++)
            foreach (var face in groups[group])
                groupOf.Add(face, group);
        return await ChangeAsync(groupOf.Keys, Nobody, (_, label) => label.Kind == FaceLabelKind.Grouped, FaceLabelKind.Grouped, face => groupOf[face], ct);
    }

    /// <summary>Takes back all that was said about faces.</summary>
    /// <param name="faceIds">1 to <see cref="MostFaces"/> faces.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="ArchiveException">A face is gone, or its vector was erased with a forgotten person.</exception>
    public Task<LabelChange> ClearAsync(IReadOnlyCollection<long> faceIds, CancellationToken ct = default) =>
        ChangeAsync(faceIds, Nobody, (_, _) => true, null, null, ct);

    /// <summary>Takes a change back: what it added goes, what it took away comes back where its person is still there. A person that it made goes if nothing else was said about them.</summary>
    public Task UndoAsync(LabelChange change, CancellationToken ct = default) => database.WriteAsync(async context =>
    {
        foreach (var ids in change.Added.Chunk(500))
            await context.FaceLabels.Where(l => ids.Contains(l.Id)).ExecuteDeleteAsync(ct);
        var marks = change.Taken.Select(t => t.MarkId).Distinct().ToList();
        var living = new HashSet<long>();
        foreach (var ids in marks.Chunk(500))
            living.UnionWith(await context.MarkedFaces.Where(m => ids.Contains(m.Id)).Select(m => m.Id).ToListAsync(ct));
        var people = change.Taken.Select(t => t.PersonId).OfType<long>().Distinct().ToList();
        var known = (await context.People.Where(p => people.Contains(p.Id)).Select(p => p.Id).ToListAsync(ct)).ToHashSet();
        // With the ids they had, so that the change that made them can still be taken back too.
        context.FaceLabels.AddRange(change.Taken.Where(t => living.Contains(t.MarkId) && (t.PersonId is null || known.Contains(t.PersonId.Value)))
            .Select(t => new FaceLabel { Id = t.Id, MarkId = t.MarkId, Kind = t.Kind, PersonId = t.PersonId, Group = t.Group, At = t.At }));
        await context.SaveChangesAsync(ct);
        if (change.MadePerson is { } made)
            await context.People.Where(p => p.Id == made && !p.Enrolments.Any() && !context.FaceLabels.Any(l => l.PersonId == p.Id)).ExecuteDeleteAsync(ct);
    }, ct);

    /// <summary>Labels whose faces are not found, oldest first.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<UnattachedLabel>> UnattachedAsync(int most = 1000, CancellationToken ct = default)
    {
        await using var context = database.Read();
        var rows = await context.FaceLabels.Where(l => l.Mark.FaceId == null).OrderBy(l => l.Id).Take(most)
            .Select(l => new { l.Kind, l.At, Name = l.Person == null ? null : l.Person.Name, l.Mark.Sha256, l.Mark.X, l.Mark.Y, l.Mark.Width, l.Mark.Height })
            .ToListAsync(ct);
        var hashes = rows.Select(r => r.Sha256).ToList();
        var files = (await context.Files.Where(f => hashes.Contains(f.Content!.Sha256)).OrderBy(f => f.Id)
            .Select(f => new { f.Content!.Sha256, f.Folder.Path, f.Name }).ToListAsync(ct)).ToLookup(f => Convert.ToHexString(f.Sha256));
        return
        [
            .. rows.Select(r => new UnattachedLabel(
                r.Name, StatementOf(r.Kind), new(r.At, DateTimeKind.Utc),
                files[Convert.ToHexString(r.Sha256)].FirstOrDefault() is { } file ? Path.Join(file.Path, file.Name) : null,
                r.X, r.Y, r.Width, r.Height)),
        ];
    }

    /// <summary>Faces with their photos and labels, in the order of <paramref name="faceIds"/>, without those that are gone.</summary>
    public async Task<IReadOnlyList<LabelledFace>> DescribeAsync(IReadOnlyCollection<long> faceIds, CancellationToken ct = default)
    {
        var photoOf = new Dictionary<long, long>(faceIds.Count);
        await using (var context = database.Read())
            foreach (var ids in faceIds.Chunk(500))
                foreach (var face in await context.Faces.Where(f => ids.Contains(f.Id)).Select(f => new { f.Id, f.PhotoId }).ToListAsync(ct))
                    photoOf[face.Id] = face.PhotoId;
        var photos = (await catalogue.DescribeAsync([.. photoOf.Values.Distinct()], ct)).ToDictionary(p => p.Id);
        var labels = await ReadAsync(ct);
        return
        [
            .. from id in faceIds
               where photoOf.ContainsKey(id) && photos.ContainsKey(photoOf[id])
               let photo = photos[photoOf[id]]
               from face in photo.Faces
               where face.Id == id
               select new LabelledFace(face, photo, labels.PersonOf.TryGetValue(id, out var person) ? person : null, labels.Ignored.Contains(id)),
        ];
    }

    private static string StatementOf(FaceLabelKind kind) => kind switch
    {
        FaceLabelKind.Is => "is",
        FaceLabelKind.IsNot => "is not",
        FaceLabelKind.Ignored => "ignored",
        _ => "grouped",
    };

    private static Task<(Person? Person, long? Made)> Nobody(ArchiveContext context) => Task.FromResult<(Person?, long?)>((null, null));

    private static async Task<(Person? Person, long? Made)> FindAsync(ArchiveContext context, long personId, CancellationToken ct) =>
        (await context.People.FindAsync([personId], ct) ?? throw new UnknownPersonException("That person is not in the archive any more. Look at the list of people again."), null);

    /// <summary>Takes labels away and adds one of a kind.</summary>
    private Task<LabelChange> ChangeAsync(
        IReadOnlyCollection<long> faceIds, Func<ArchiveContext, Task<(Person? Person, long? Made)>> find, Func<Person?, FaceLabel, bool> takes,
        FaceLabelKind? adds, Func<long, int>? groupOf, CancellationToken ct)
    {
        if (faceIds.Count is 0 or > MostFaces)
            throw new ArchiveException($"{faceIds.Count} faces were chosen. Choose 1 to {MostFaces}.");
        return database.WriteAsync(async context =>
        {
            var marks = await MarksAsync(context, faceIds, make: adds is not null, ct);
            var (person, made) = await find(context);
            var firstGroup = adds == FaceLabelKind.Grouped ? (await context.FaceLabels.MaxAsync(l => l.Group, ct) ?? 0) + 1 : 0;
            var taken = new List<LabelChange.TakenLabel>();
            var added = new List<FaceLabel>();
            var now = DateTime.UtcNow.Ticks;
            foreach (var mark in marks)
            {
                foreach (var label in mark.Labels.Where(label => takes(person, label)).ToList())
                {
                    taken.Add(new(label.Id, mark.Id, label.Kind, label.PersonId, label.Group, label.At));
                    mark.Labels.Remove(label);
                    context.FaceLabels.Remove(label);
                }
                if (adds is not { } kind)
                    continue;
                var said = new FaceLabel { MarkId = mark.Id, Mark = mark, Kind = kind, PersonId = person?.Id, Group = groupOf is null ? null : firstGroup + groupOf(mark.FaceId!.Value), At = now };
                context.FaceLabels.Add(said);
                added.Add(said);
            }
            await context.SaveChangesAsync(ct);
            return new LabelChange(faceIds.Count, person?.Name, person?.Id, made, [.. added.Select(l => l.Id)], taken);
        }, ct);
    }

    /// <summary>The labelled places of faces with their labels, made where there is none yet.</summary>
    private static async Task<List<MarkedFace>> MarksAsync(ArchiveContext context, IReadOnlyCollection<long> faceIds, bool make, CancellationToken ct)
    {
        var marks = new List<MarkedFace>();
        foreach (var ids in faceIds.Distinct().Chunk(500))
        {
            var known = await context.MarkedFaces.Include(m => m.Labels).Where(m => ids.Contains(m.FaceId!.Value)).ToListAsync(ct);
            marks.AddRange(known);
            var rest = ids.Except(known.Select(m => m.FaceId!.Value)).ToList();
            if (rest.Count == 0 || !make)
                continue;
            var faces = await context.Faces.Where(f => rest.Contains(f.Id) && f.Embedding != null)
                .Select(f => new { f.Id, f.X, f.Y, f.Width, f.Height, f.Photo.Content.Sha256, f.Photo.FrameSeconds, PhotoWidth = f.Photo.Width, PhotoHeight = f.Photo.Height })
                .ToListAsync(ct);
            if (faces.Count < rest.Count)
                throw new ArchiveException(
                    $"{rest.Count - faces.Count} of the faces are gone: their photos were removed or encoded anew, or their person was forgotten. Look at them again.");
            foreach (var face in faces)
            {
                var mark = new MarkedFace
                {
                    Sha256 = face.Sha256,
                    FrameSeconds = face.FrameSeconds,
                    X = face.X / face.PhotoWidth,
                    Y = face.Y / face.PhotoHeight,
                    Width = face.Width / face.PhotoWidth,
                    Height = face.Height / face.PhotoHeight,
                    FaceId = face.Id,
                };
                context.MarkedFaces.Add(mark);
                marks.Add(mark);
            }
        }
        await context.SaveChangesAsync(ct);
        return marks;
    }
}

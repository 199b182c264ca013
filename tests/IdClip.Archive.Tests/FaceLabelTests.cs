using IdClip.Archive.Catalogue;
using IdClip.Archive.People;
using IdClip.Archive.People.Labels;
using IdClip.Archive.Tests.Given;
using IdClip.Encoding;
using IdClip.Encoding.Faces;
using IdClip.Models.Store;
using IdClip.Tests;

namespace IdClip.Archive.Tests;

/// <summary>What holds with every catalogue.</summary>
public abstract class FaceLabelTests
{
    private readonly Func<Task<TemporaryArchive>> create;

    private protected FaceLabelTests(Func<Task<TemporaryArchive>> create) => this.create = create;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Demo(string file) => Path.Combine(TestFolders.Repository, "demo", file);

    private static string[] Enrolment(string key) => [.. Enumerable.Range(1, 3).Select(i => Demo($"enrol/{key}_{i}.jpg"))];

    /// <summary>Three photos of Mira, two of Wei and one of two people.</summary>
    private async Task<TemporaryArchive> GivenScenesAsync()
    {
        var archive = await create();
        foreach (var file in (string[])["mira_okafor_01", "mira_okafor_02", "mira_okafor_03", "wei_sarto_01", "wei_sarto_02", "pair_02"])
            File.Copy(Demo($"scenes/{file}.jpg"), Path.Combine(archive.Photos, $"{file}.jpg"));
        await archive.IngestAsync(new RealEncoder());
        return archive;
    }

    private static async Task<IReadOnlyList<FaceDetails>> FacesAsync(TemporaryArchive archive, string file) =>
        (await archive.Catalogue.FindByPathAsync(Path.Combine(archive.Photos, $"{file}.jpg"), Ct))!.Faces;

    private static async Task<long> FaceAsync(TemporaryArchive archive, string file) => (await FacesAsync(archive, file))[0].Id;

    /// <summary>Where each named face is: the name, the file and the place of the face from the left.</summary>
    private static async Task<List<string>> NamedAsync(TemporaryArchive archive)
    {
        var labels = new FaceLabels(archive.Catalogue);
        var names = (await new Gallery(archive.Catalogue).PeopleAsync(Ct)).ToDictionary(p => p.Id, p => p.Name);
        var set = await labels.ReadAsync(Ct);
        var named = await labels.DescribeAsync([.. set.PersonOf.Keys, .. set.Denied.Select(d => d.FaceId)], Ct);
        return
        [
            .. named.Select(f =>
                $"{(f.PersonId is { } id ? names[id] : "not " + names[set.Denied.Single(d => d.FaceId == f.Face.Id).PersonId])} " +
                $"{Path.GetFileName(f.Photo.Path)} {f.Photo.Faces.OrderBy(o => o.X).ToList().FindIndex(o => o.Id == f.Face.Id)}").Order(StringComparer.Ordinal),
        ];
    }

    private static async Task GivenLabelsAsync(TemporaryArchive archive)
    {
        var labels = new FaceLabels(archive.Catalogue);
        var mira = await labels.NameAsync([await FaceAsync(archive, "mira_okafor_01"), await FaceAsync(archive, "mira_okafor_02")], "Mira Okafor", Ct);
        Assert.True(mira.IsNewPerson);
        await labels.DenyAsync([await FaceAsync(archive, "wei_sarto_01")], mira.PersonId!.Value, Ct);
        var pair = (await FacesAsync(archive, "pair_02")).OrderBy(f => f.X).ToList();
        await labels.NameAsync([pair[0].Id], "Left", Ct);
        await labels.NameAsync([pair[1].Id], "Right", Ct);
    }

    private static readonly string[] Given =
        ["Left pair_02.jpg 0", "Mira Okafor mira_okafor_01.jpg 0", "Mira Okafor mira_okafor_02.jpg 0", "Right pair_02.jpg 1", "not Mira Okafor wei_sarto_01.jpg 0"];

    [Fact]
    public async Task Labels_come_back_to_moved_boxes_of_another_face_model_and_one_without_its_face_waits_for_it()
    {
        await using var archive = await GivenScenesAsync();
        await GivenLabelsAsync(archive);
        Assert.Equal(Given, await NamedAsync(archive));

        // Boxes moved by a fifth of their width, and nobody found in one photo.
        var blind = new AlteredEncoder(new RealEncoder()) { Shift = .2f, Blind = file => file.Contains("okafor_02", StringComparison.Ordinal) };
        await archive.IngestAsync(blind, new() { Reencode = true });
        var labels = new FaceLabels(archive.Catalogue);
        Assert.Equal(Given.Where(g => g != "Mira Okafor mira_okafor_02.jpg 0"), await NamedAsync(archive));
        var waiting = Assert.Single(await labels.UnattachedAsync(ct: Ct));
        Assert.Equal(("Mira Okafor", "is", Path.Combine(archive.Photos, "mira_okafor_02.jpg")), (waiting.Name, waiting.Statement, waiting.Path));
        Assert.InRange(waiting.X + waiting.Width, 0.01f, 1);

        // What is recognised as a person is of the new model.
        var mira = (await new Gallery(archive.Catalogue).PeopleAsync(Ct)).Single(p => p.Name == "Mira Okafor");
        var vectors = (await archive.AllPhotosAsync()).SelectMany(p => p.Faces).ToDictionary(f => f.Id, f => f.Embedding);
        Assert.Equal(vectors[await FaceAsync(archive, "mira_okafor_01")], Assert.Single(mira.Embeddings));

        await archive.IngestAsync(new RealEncoder(), new() { Reencode = true });
        Assert.Equal(Given, await NamedAsync(archive));
        Assert.Empty(await labels.UnattachedAsync(ct: Ct));
    }

    [Fact]
    public async Task Labels_and_enrolments_move_on_to_FaceNet()
    {
        using var facenet = LocalEncoder.Create(
            ClipModel.Open(Path.Combine(TestFolders.Repository, "models/idclip-mini")), Path.Combine(TestFolders.Repository, "models/yunet/yunet_s_dynamic.onnx"),
            TestFolders.Shared("models/facenet_512_int8w.onnx"), new() { Recogniser = RecogniserKind.FaceNet512 });
        await using var archive = await GivenScenesAsync();
        await GivenLabelsAsync(archive);
        var gallery = new Gallery(archive.Catalogue);
        var gone = Path.Combine(archive.Photos, "..", "gone.jpg");
        File.Copy(Demo("enrol/wei_sarto_1.jpg"), gone);
        File.AppendAllText(gone, "another file");
        await gallery.EnrolAsync("Wei Sarto", [.. Enrolment("wei_sarto")[1..], gone], new RealEncoder(), Ct);
        File.Delete(gone);

        var report = await archive.IngestAsync(new RealEncoder(facenet), new() { Reencode = true });

        Assert.Equal(Given, await NamedAsync(archive));
        var wei = (await gallery.PeopleAsync(Ct)).Single(p => p.Name == "Wei Sarto");
        var dropped = Assert.Single(report.DroppedEnrolments);
        Assert.Equal(Path.GetFullPath(gone), dropped.Path);
        Assert.Contains("Wei Sarto", dropped.Reason, StringComparison.Ordinal);
        Assert.Equal((2, 512), (wei.Embeddings.Count, wei.Embeddings[0].Length));
        var vectors = (await archive.AllPhotosAsync()).SelectMany(p => p.Faces).ToDictionary(f => f.Id, f => f.Embedding);
        var own = vectors[await FaceAsync(archive, "wei_sarto_02")];
        Assert.All(wei.Embeddings, e => Assert.True(e.Zip(own, (a, b) => a * b).Sum() > .4f));
    }

    [Fact]
    public async Task Who_cannot_be_recognised_with_another_face_model_keeps_the_archive_as_it_is()
    {
        await using var archive = await GivenScenesAsync();
        var gallery = new Gallery(archive.Catalogue);
        var photos = Enrolment("wei_sarto").Select((file, i) => Path.Combine(archive.Photos, "..", $"wei{i}.jpg")).ToArray();
        foreach (var (from, to) in Enrolment("wei_sarto").Zip(photos))
            File.Copy(from, to);
        await gallery.EnrolAsync("Wei Sarto", photos, new RealEncoder(), Ct);
        foreach (var photo in photos)
            File.Delete(photo);

        var refused = await Assert.ThrowsAsync<ArchiveException>(() => archive.IngestAsync(new AlteredEncoder(new RealEncoder()), new() { Reencode = true }));
        Assert.Contains("Wei Sarto", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await archive.IngestAsync(new RealEncoder())).Encoded);

        // A face that was named is enough to go on.
        await new FaceLabels(archive.Catalogue).NameAsync([await FaceAsync(archive, "wei_sarto_01")], "wei sarto", Ct);
        await archive.IngestAsync(new AlteredEncoder(new RealEncoder()), new() { Reencode = true });
        var wei = Assert.Single(await gallery.PeopleAsync(Ct));
        Assert.Equal((0, 1, 1), (wei.EnrolmentPhotos, wei.NamedFaces, wei.Embeddings.Count));
    }

    [Fact]
    public async Task The_last_word_counts_and_every_word_can_be_taken_back()
    {
        await using var archive = await GivenScenesAsync();
        var labels = new FaceLabels(archive.Catalogue);
        var gallery = new Gallery(archive.Catalogue);
        var face = await FaceAsync(archive, "mira_okafor_01");

        var named = await labels.NameAsync([face], "Mira Okafor", Ct);
        var renamed = await labels.NameAsync([face], "Tomas", Ct);
        Assert.Equal(renamed.PersonId, (await labels.ReadAsync(Ct)).PersonOf[face]);
        await labels.UndoAsync(renamed, Ct);
        Assert.Equal(named.PersonId, (await labels.ReadAsync(Ct)).PersonOf[face]);
        Assert.Equal("Mira Okafor", Assert.Single(await gallery.PeopleAsync(Ct)).Name);

        var denied = await labels.DenyAsync([face], named.PersonId!.Value, Ct);
        Assert.Equal((0, 1), ((await labels.ReadAsync(Ct)).PersonOf.Count, (await labels.ReadAsync(Ct)).Denied.Count));
        await labels.UndoAsync(denied, Ct);
        var ignored = await labels.IgnoreAsync([face], Ct);
        Assert.Equal([face], (await labels.ReadAsync(Ct)).Ignored);
        await labels.UndoAsync(ignored, Ct);
        Assert.Equal(named.PersonId, (await labels.ReadAsync(Ct)).PersonOf[face]);

        await labels.UndoAsync(named, Ct);
        Assert.Empty(await gallery.PeopleAsync(Ct));
        Assert.False((await labels.ReadAsync(Ct)).NamesAnybody);

        var grouped = await labels.GroupAsync([[face], [await FaceAsync(archive, "mira_okafor_02"), await FaceAsync(archive, "mira_okafor_03")]], Ct);
        var groups = (await labels.ReadAsync(Ct)).GroupOf;
        Assert.Equal(2, groups.Values.Distinct().Count());
        Assert.Equal(3, grouped.Faces);
        await Assert.ThrowsAsync<ArchiveException>(() => labels.NameAsync([face, 999_999], "Mira Okafor", Ct));
        Assert.Empty(await gallery.PeopleAsync(Ct));
    }

    [Fact]
    public async Task Named_faces_teach_the_person_except_one_that_is_unlike_the_others()
    {
        await using var archive = await GivenScenesAsync();
        var labels = new FaceLabels(archive.Catalogue);
        var gallery = new Gallery(archive.Catalogue);
        await gallery.EnrolAsync("Mira Okafor", Enrolment("mira_okafor"), new RealEncoder(), Ct);
        var (own, other) = (await FaceAsync(archive, "mira_okafor_01"), await FaceAsync(archive, "wei_sarto_01"));

        await labels.NameAsync([own, other], "Mira Okafor", Ct);

        var mira = Assert.Single(await gallery.PeopleAsync(Ct));
        Assert.Equal((3, 2, 4), (mira.EnrolmentPhotos, mira.NamedFaces, mira.Embeddings.Count));
        Assert.Equal([other], mira.UnlikeFaces);
    }

    [Fact]
    public async Task Two_people_are_made_one_and_two_again()
    {
        await using var archive = await GivenScenesAsync();
        var labels = new FaceLabels(archive.Catalogue);
        var gallery = new Gallery(archive.Catalogue);
        await gallery.EnrolAsync("Mira Okafor", Enrolment("mira_okafor"), new RealEncoder(), Ct);
        var face = await FaceAsync(archive, "mira_okafor_01");
        var second = await labels.NameAsync([face, await FaceAsync(archive, "mira_okafor_02")], "Mira O.", Ct);
        var first = (await gallery.PeopleAsync(Ct)).Single(p => p.EnrolmentPhotos == 3);
        // Not the one, but the other: the one word that is true of both stays.
        await labels.DenyAsync([face], first.Id, Ct);

        var merge = await gallery.MergeAsync("Mira O.", "mira okafor", Ct);
        var one = Assert.Single(await gallery.PeopleAsync(Ct));
        Assert.Equal(("Mira Okafor", first.Id, 3, 2), (one.Name, one.Id, one.EnrolmentPhotos, one.NamedFaces));
        Assert.Empty((await labels.ReadAsync(Ct)).Denied);

        await gallery.UndoMergeAsync(merge, Ct);
        Assert.Equal(["Mira O. 0 2", "Mira Okafor 3 0"], (await gallery.PeopleAsync(Ct)).Select(p => $"{p.Name} {p.EnrolmentPhotos} {p.NamedFaces}"));
        Assert.Equal([(face, first.Id)], (await labels.ReadAsync(Ct)).Denied);
        await Assert.ThrowsAsync<EnrolmentException>(() => gallery.MergeAsync("Mira O.", "mira o.", Ct));
        Assert.NotNull(second.Name);
    }

    [Fact]
    public async Task Forgetting_erases_named_faces_and_labels_and_spares_faces_that_are_not_the_person()
    {
        await using var archive = await GivenScenesAsync();
        var labels = new FaceLabels(archive.Catalogue);
        var gallery = new Gallery(archive.Catalogue);
        long[] named = [await FaceAsync(archive, "mira_okafor_01"), await FaceAsync(archive, "wei_sarto_01")];
        var spared = await FaceAsync(archive, "mira_okafor_02");
        var mira = await labels.NameAsync(named, "Mira Okafor", Ct);
        await labels.DenyAsync([spared], mira.PersonId!.Value, Ct);

        IReadOnlyList<long> erased = [];
        var report = await gallery.ForgetAsync("Mira Okafor", ids => { erased = ids; return Task.CompletedTask; }, ct: Ct);

        Assert.True(report.IsProven, string.Join(", ", report.Remnants));
        Assert.Superset(named.ToHashSet(), erased.ToHashSet());
        Assert.DoesNotContain(spared, erased);
        Assert.False((await labels.ReadAsync(Ct)).NamesAnybody);
        await using var context = archive.Catalogue.Database.Read();
        Assert.Equal((0, 0), (context.FaceLabels.Count(), context.MarkedFaces.Count()));
        // Taking back what was said before does not bring anybody back.
        await labels.UndoAsync(mira, Ct);
        Assert.Empty(await gallery.PeopleAsync(Ct));
        await Assert.ThrowsAsync<ArchiveException>(() => labels.NameAsync([named[0]], "Mira Okafor", Ct));
    }
}

public sealed class FaceLabelTestsOnSqlite() : FaceLabelTests(TemporaryArchive.CreateAsync);

public sealed class FaceLabelTestsOnPostgreSql() : FaceLabelTests(PostgreSqlServer.NewArchiveAsync);

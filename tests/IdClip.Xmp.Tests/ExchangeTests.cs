using IdClip.Archive.Catalogue;
using IdClip.Archive.Ingest;
using IdClip.Archive.People;
using IdClip.Archive.People.Files;
using IdClip.Archive.People.Labels;
using IdClip.Archive.Tests.Given;
using IdClip.Tests;
using IdClip.Xmp.Exchange;
using IdClip.Xmp.Files;
using NetVips;

namespace IdClip.Xmp.Tests;

/// <summary>Names of an archive of demo scenes, found by the real models, to and from files.</summary>
public sealed class ExchangeTests : IAsyncLifetime
{
    private static readonly Dictionary<long, (string, double)> NobodyRecognised = [];

    private readonly string root = TestFolders.NewTemporary();
    private Catalogue catalogue = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Photos => Path.Join(root, "photos");

    private FaceLabels Labels => new(catalogue);

    private Gallery Gallery => new(catalogue);

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Photos);
        foreach (var scene in (string[])["mira_okafor_01", "mira_okafor_02", "mira_okafor_03", "pair_02"])
            File.Copy(Path.Join(TestFolders.Repository, "demo", "scenes", scene + ".jpg"), Scene(scene));
        // A copy that is stored lying on its side.
        using (var upright = Image.NewFromFile(Scene("mira_okafor_03")))
        using (var lying = upright.Rot270())
        using (var marked = lying.Mutate(image => image.Set(GValue.GIntType, "orientation", 6)))
            marked.Jpegsave(Scene("lying"), q: 95);
        File.Delete(Scene("mira_okafor_03"));
        catalogue = await Catalogue.OpenAsync(Path.Join(root, "archive"), Ct);
        Assert.Equal(0, (await IndexAsync()).FailedCount);
    }

    public async ValueTask DisposeAsync()
    {
        await catalogue.DisposeAsync();
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public async Task Names_go_through_sidecars_into_another_archive()
    {
        await NameMiraAsync();

        Assert.Equal(3, (await ExportAsync(dryRun: true)).Changed);
        Assert.Empty(Directory.GetFiles(Photos, "*.xmp"));
        var report = await ExportAsync();
        Assert.Equal((4, 3, 3, 1, 0), (report.Photos, report.Changed, report.Added, report.Names, report.Problems.Count));
        Assert.Equal("Mira Okafor", ExifTool.Run("-s3", "-XMP-mwg-rs:RegionName", Scene("lying") + ".xmp").Trim());
        Assert.Equal(0, (await ExportAsync()).Changed);

        await using var other = await Catalogue.OpenAsync(Path.Join(root, "other"), Ct);
        await new PhotoIngest(other, new RealEncoder()).RunAsync([Photos], null, Ct);
        var import = new NameImport(new(other), new(other), new(other));
        var unknown = await import.RunAsync(Photos, enrolUnknown: false, fromKeywords: false, dryRun: false, Ct);
        Assert.Equal((3, 0, 0), (unknown.WithNames, unknown.Named, unknown.WithoutFace));
        Assert.Equal((3, 3), unknown.Unknown["Mira Okafor"]);

        var enrolled = await import.RunAsync(null, enrolUnknown: true, fromKeywords: false, dryRun: false, Ct);
        Assert.Equal(["Mira Okafor"], enrolled.Enrolled);
        Assert.Equal((3, 0), (enrolled.Named, enrolled.Conflicts.Count));
        Assert.Equal(3, (await new Gallery(other).PeopleAsync(Ct)).Single().NamedFaces);
        var again = await import.RunAsync(null, enrolUnknown: true, fromKeywords: false, dryRun: false, Ct);
        Assert.Equal((0, 3), (again.Named, again.AlreadyNamed));
    }

    [Fact]
    public async Task In_place_the_catalogue_follows_the_file_and_labels_stay()
    {
        await NameMiraAsync();
        var mira = (await Gallery.PeopleAsync(Ct)).Single();
        await Labels.DenyAsync([await FaceAsync("pair_02")], mira.Id, Ct);
        var pixels = Pixels("lying");

        var report = await ExportAsync(inPlace: true);
        Assert.Equal((3, 0), (report.Changed, report.Problems.Count));
        Assert.Empty(Directory.GetFiles(Photos, "*.xmp"));
        Assert.Equal(pixels, Pixels("lying"));
        Assert.Equal("Mira Okafor", ExifTool.Run("-s3", "-XMP-mwg-rs:RegionName", Scene("lying")).Trim());

        // Nothing is read again, and had it been, the labels would be there.
        var read = await IndexAsync();
        Assert.Equal((0, 0), (read.Encoded, read.Removed));
        File.SetLastWriteTimeUtc(Scene("lying"), DateTime.UtcNow);
        await IndexAsync();
        Assert.Equal(3, (await Gallery.PeopleAsync(Ct)).Single().NamedFaces);
        Assert.Single((await Labels.ReadAsync(Ct)).Denied);
        Assert.Equal(0, (await ExportAsync(inPlace: true)).Changed);

        // What is said no more goes out of the files again.
        await Labels.ClearAsync([await FaceAsync("lying")], Ct);
        Assert.Equal(1, (await ExportAsync(inPlace: true)).Removed);
        Assert.Empty(PhotoXmp.Read(Scene("lying")).Regions);
        Assert.Empty(PhotoXmp.Read(Scene("lying")).Keywords);
        await Gallery.ForgetAsync("Mira Okafor", ct: Ct);
        Assert.Equal(2, (await ExportAsync(inPlace: true)).Removed);
        Assert.DoesNotContain(Directory.GetFiles(Photos), photo => File.ReadAllBytes(photo).AsSpan().IndexOf("Mira Okafor"u8) >= 0);
    }

    [Fact]
    public async Task A_change_that_died_before_the_file_was_replaced_is_finished_by_the_next()
    {
        await NameMiraAsync();
        var photo = Scene("mira_okafor_01");
        var change = PhotoXmp.Prepare(photo, [new("Mira Okafor", new(.1, .1, .2, .2))], inPlace: true);
        change.Stage();
        var file = change.PhotoItself!;
        await new PhotoFiles(catalogue).MoveContentAsync(photo, file.FormerSha256, file.Sha256, file.Size, Ct);
        Assert.True(File.Exists(PendingFile.StagedPath(photo)));

        await ExportAsync(inPlace: true);

        Assert.False(File.Exists(PendingFile.StagedPath(photo)));
        Assert.Equal("Mira Okafor", Assert.Single(PhotoXmp.Read(photo).Regions).Name);
        await IndexAsync();
        Assert.Equal(3, (await Gallery.PeopleAsync(Ct)).Single().NamedFaces);
    }

    [Fact]
    public async Task Copies_and_changed_files_are_not_changed_in_place()
    {
        File.Copy(Scene("mira_okafor_01"), Scene("copy"));
        await IndexAsync();
        await NameMiraAsync();
        File.AppendAllText(Scene("mira_okafor_02"), " ");
        var before = File.ReadAllBytes(Scene("copy"));

        var report = await ExportAsync(inPlace: true);

        Assert.Equal(1, report.Changed);
        Assert.Equal(["copy.jpg", "mira_okafor_01.jpg", "mira_okafor_02.jpg"], report.Problems.Select(p => Path.GetFileName(p.File)).Order(StringComparer.Ordinal));
        Assert.Equal(before, File.ReadAllBytes(Scene("copy")));
        Assert.DoesNotContain(Directory.GetFiles(Photos, "*", new EnumerationOptions { AttributesToSkip = 0 }), f => f.EndsWith("-new", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_people_said_is_never_changed_and_what_is_broken_is_left_out()
    {
        await NameMiraAsync();
        await ExportAsync();
        // Another program has another name for one face, a stranger has a box without a face, and one sidecar is broken.
        foreach (var (scene, name) in new[] { ("mira_okafor_01", "Wei Sarto"), ("lying", "Mira Okafor") })
            ExifTool.Run("-overwrite_original", $"-XMP-mwg-rs:RegionName={name}", Scene(scene) + ".xmp");
        File.WriteAllText(Scene("mira_okafor_02") + ".xmp", "<x");
        ExifTool.Run("-RegionInfo={RegionList=[{Name=Nobody,Type=Face,Area={X=0.02,Y=0.98,W=0.02,H=0.02,Unit=normalized}}]}", "-XMP-digiKam:TagsList=People/Mira Okafor", Scene("pair_02") + ".xmp");

        var report = await new NameImport(new(catalogue), Gallery, Labels).RunAsync(null, enrolUnknown: true, fromKeywords: true, dryRun: false, Ct);

        Assert.Equal(new FaceConflict(Scene("mira_okafor_01"), "Wei Sarto", "is Mira Okafor"), Assert.Single(report.Conflicts));
        Assert.Equal(Scene("mira_okafor_02") + ".xmp", Assert.Single(report.Problems).File);
        // The keyword that our export wrote stands in the renamed one's sidecar still.
        Assert.Equal((0, 1, 1, 2), (report.Named, report.AlreadyNamed, report.WithoutFace, report.InKeywordsOnly));
        Assert.Equal(3, (await Gallery.PeopleAsync(Ct)).Single().NamedFaces);

        var mira = (await Gallery.PeopleAsync(Ct)).Single().Id;
        await Labels.DenyAsync([await FaceAsync("lying")], mira, Ct);
        var denied = await new NameImport(new(catalogue), Gallery, Labels).RunAsync(null, enrolUnknown: true, fromKeywords: true, dryRun: false, Ct);
        Assert.Contains(new FaceConflict(Scene("lying"), "Mira Okafor", "is not Mira Okafor"), denied.Conflicts);
    }

    [Fact]
    public async Task The_only_face_is_named_after_the_only_known_person_in_the_keywords_where_that_is_asked_for()
    {
        await Labels.NameAsync([await FaceAsync("mira_okafor_01")], "Mira Okafor", Ct);
        ExifTool.Run("-XMP-lr:HierarchicalSubject=People|Mira Okafor", "-XMP-dc:Subject=Riga", Scene("lying") + ".xmp");
        ExifTool.Run("-XMP-dc:Subject=Mira Okafor", Scene("pair_02") + ".xmp");
        var import = new NameImport(new(catalogue), Gallery, Labels);

        var unasked = await import.RunAsync(null, enrolUnknown: false, fromKeywords: false, dryRun: false, Ct);
        Assert.Equal((0, 2), (unasked.Named, unasked.InKeywordsOnly));
        var asked = await import.RunAsync(null, enrolUnknown: false, fromKeywords: true, dryRun: false, Ct);
        Assert.Equal((1, 1), (asked.Named, asked.InKeywordsOnly));
        Assert.Contains(await FaceAsync("lying"), (await Labels.ReadAsync(Ct)).PersonOf.Keys);
    }

    private string Scene(string name) => Path.Join(Photos, name + ".jpg");

    private Task<IngestReport> IndexAsync() => new PhotoIngest(catalogue, new RealEncoder()).RunAsync([Photos], null, Ct);

    private async Task<long> FaceAsync(string scene) => (await catalogue.FindByPathAsync(Scene(scene), Ct))!.Faces[0].Id;

    private async Task NameMiraAsync() =>
        await Labels.NameAsync([await FaceAsync("mira_okafor_01"), await FaceAsync("mira_okafor_02"), await FaceAsync("lying")], "Mira Okafor", Ct);

    private Task<NameExportReport> ExportAsync(bool inPlace = false, bool dryRun = false) =>
        new NameExport(new PhotoFiles(catalogue)).RunAsync(Photos, NobodyRecognised, inPlace, dryRun, Ct);

    private byte[] Pixels(string scene)
    {
        using var image = Image.NewFromFile(Scene(scene));
        return image.WriteToMemory<byte>();
    }
}

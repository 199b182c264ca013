using IdClip.Archive.People;
using IdClip.Archive.Tests.Given;
using IdClip.Tests;

namespace IdClip.Archive.Tests;

/// <summary>What holds with every catalogue.</summary>
public abstract class GalleryTests
{
    private readonly Func<Task<TemporaryArchive>> create;

    private protected GalleryTests(Func<Task<TemporaryArchive>> create) => this.create = create;

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    private protected static string[] Enrolment(string person) => [.. Enumerable.Range(1, 3).Select(i => Demo($"enrol/{person}_{i}.jpg"))];

    private static string Demo(string file) => Path.Combine(TestFolders.Repository, "demo", file);

    [Fact]
    public async Task The_people_of_the_demo_are_enrolled_without_a_word()
    {
        await using var archive = await create();
        var gallery = new Gallery(archive.Catalogue);
        foreach (var (key, name) in new[] { ("mira_okafor", "Mira Okafor"), ("tomas_lindqvist", "Tomas Lindqvist"), ("wei_sarto", "Wei Sarto") })
        {
            var report = await gallery.EnrolAsync(name, Enrolment(key), new RealEncoder(), Ct);
            Assert.Equal((3, 3, false), (report.Added, report.Total, report.WasEnrolled));
            Assert.Empty(report.LeftOut);
            Assert.Empty(report.Notes);
        }
        var people = await gallery.PeopleAsync(Ct);
        Assert.Equal(["Mira Okafor", "Tomas Lindqvist", "Wei Sarto"], people.Select(p => p.Name));
        Assert.All(people.SelectMany(p => p.Embeddings), e => Assert.Equal(1, e.Sum(v => v * v), 1e-3f));
    }

    [Fact]
    public async Task Somebody_elses_photo_is_named_and_nothing_is_stored()
    {
        await using var archive = await create();
        var gallery = new Gallery(archive.Catalogue);
        string[] photos = [.. Enrolment("mira_okafor")[..2], Demo("enrol/tomas_lindqvist_1.jpg")];
        var refused = await Assert.ThrowsAsync<EnrolmentException>(() => gallery.EnrolAsync("Mira Okafor", photos, new RealEncoder(), Ct));
        Assert.Equal(photos[2], Assert.Single(refused.Problems).Photo);
        Assert.Contains("unlike the others", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await gallery.PeopleAsync(Ct));

        var forced = await gallery.EnrolAsync("Mira Okafor", photos, new RealEncoder(), new() { Force = true }, Ct);
        Assert.Equal(3, forced.Total);
        Assert.Contains(photos[2], Assert.Single(forced.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_unusable_photo_is_named_with_what_to_do()
    {
        await using var archive = await create();
        var gallery = new Gallery(archive.Catalogue);
        string[] photos =
        [
            Demo("scenes/empty_01.jpg"), Demo("scenes/pair_01.jpg"), Path.Combine(archive.Photos, "missing.jpg"),
            archive.Write("text.jpg", "not a picture"), Demo("enrol/mira_okafor_1.jpg"),
        ];
        var refused = await Assert.ThrowsAsync<EnrolmentException>(() => gallery.EnrolAsync("Mira Okafor", photos, new RealEncoder(), Ct));
        Assert.Contains("only one was given", refused.Message, StringComparison.Ordinal);
        Assert.Equal(photos[..4].Order(), refused.Problems.Select(p => p.Photo).Order());
        Assert.Contains("No face", refused.Problems.Single(p => p.Photo == photos[0]).Reason, StringComparison.Ordinal);
        Assert.Contains("2 faces of similar size", refused.Problems.Single(p => p.Photo == photos[1]).Reason, StringComparison.Ordinal);
        Assert.Contains("no such file", refused.Problems.Single(p => p.Photo == photos[2]).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_photo_is_left_out_where_two_good_ones_remain()
    {
        await using var archive = await create();
        var same = archive.Write("copy.jpg", "");
        File.Copy(Enrolment("mira_okafor")[0], same, overwrite: true);
        var report = await new Gallery(archive.Catalogue).EnrolAsync(
            "Mira Okafor", [.. Enrolment("mira_okafor")[..2], same, Demo("scenes/empty_01.jpg")], new RealEncoder(), Ct);
        Assert.Equal((2, 2), (report.Added, report.LeftOut.Count));
        Assert.Contains("same picture", report.LeftOut.Single(p => p.Photo == same).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_enrolled_person_is_extended_or_replaced()
    {
        await using var archive = await create();
        var gallery = new Gallery(archive.Catalogue);
        var photos = Enrolment("mira_okafor");
        await gallery.EnrolAsync("Míra Okafor", photos[..2], new RealEncoder(), Ct);
        var extended = await gallery.EnrolAsync("mira  okafor", photos[1..], new RealEncoder(), Ct);
        Assert.Equal(("Míra Okafor", 1, 3, true), (extended.Name, extended.Added, extended.Total, extended.WasEnrolled));
        Assert.Contains("already", Assert.Single(extended.LeftOut).Reason, StringComparison.Ordinal);

        var tooMany = await Assert.ThrowsAsync<EnrolmentException>(() => gallery.EnrolAsync(
            "Mira Okafor", [.. Enumerable.Range(1, 3).Select(i => Demo($"enrol/greta_falkenrath_{i}.jpg"))], new RealEncoder(), Ct));
        Assert.Contains("at most 5", tooMany.Message, StringComparison.Ordinal);
        var replaced = await gallery.EnrolAsync("Mira Okafor", photos[1..], new RealEncoder(), new() { Replace = true }, Ct);
        Assert.Equal((2, 2), (replaced.Added, replaced.Total));
        Assert.Equal(2, Assert.Single(await gallery.PeopleAsync(Ct)).Embeddings.Count);
    }

    [Fact]
    public async Task A_second_name_for_one_face_is_worth_a_note()
    {
        await using var archive = await create();
        var gallery = new Gallery(archive.Catalogue);
        await gallery.EnrolAsync("Mira Okafor", Enrolment("mira_okafor")[..2], new RealEncoder(), Ct);
        var report = await gallery.EnrolAsync("M. Okafor", Enrolment("mira_okafor")[1..], new RealEncoder(), Ct);
        Assert.Contains("Mira Okafor", Assert.Single(report.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("  ")]
    [InlineData("a{b")]
    [InlineData("@you")]
    [InlineData("a\u0007b")]
    [InlineData("right\u202Eleft")]
    [InlineData("--")]
    public async Task Names_that_no_query_could_hold_are_refused(string name)
    {
        await using var archive = await create();
        var gallery = new Gallery(archive.Catalogue);
        await Assert.ThrowsAsync<EnrolmentException>(() => gallery.EnrolAsync(name, Enrolment("mira_okafor"), new RealEncoder(), Ct));
        await Assert.ThrowsAsync<EnrolmentException>(() => gallery.EnrolAsync(new string('a', 101), Enrolment("mira_okafor"), new RealEncoder(), Ct));
    }

    [Theory]
    [InlineData("José Núñez", "jose nunez", true)]
    [InlineData("Jose\u0301", "Jos\u00E9", true)]
    [InlineData("Łukasz", "lukasz", true)]
    [InlineData("МИРА", "мира", true)]
    [InlineData("李明", "黎明", false)]
    [InlineData("Мира", "Mira", false)]
    [InlineData("Ann", "Anna", false)]
    public void Names_are_compared_without_case_and_accents(string one, string other, bool same) =>
        Assert.Equal(same, PersonName.KeyOf(one) == PersonName.KeyOf(other));

    [Fact]
    public async Task Renaming_keeps_the_enrolment_and_takes_no_name_twice()
    {
        await using var archive = await create();
        var gallery = new Gallery(archive.Catalogue);
        await gallery.EnrolAsync("Mira Okafor", Enrolment("mira_okafor"), new RealEncoder(), Ct);
        await gallery.EnrolAsync("Wei Sarto", Enrolment("wei_sarto"), new RealEncoder(), Ct);
        await Assert.ThrowsAsync<EnrolmentException>(() => gallery.RenameAsync("Mira Okafor", "WEI SARTO", Ct));
        await gallery.RenameAsync("mira okafor", "Mira Lindqvist", Ct);
        Assert.Equal(["Mira Lindqvist", "Wei Sarto"], (await gallery.PeopleAsync(Ct)).Select(p => p.Name));
        Assert.Contains("Wei Sarto", (await Assert.ThrowsAsync<UnknownPersonException>(() => gallery.RenameAsync("Mira Okafor", "X Y", Ct))).Message, StringComparison.Ordinal);
    }
}

public sealed class GalleryTestsOnSqlite() : GalleryTests(TemporaryArchive.CreateAsync)
{
    [Fact]
    public async Task What_another_process_changes_is_seen_at_once()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        await using var other = await Catalogue.Catalogue.OpenAsync(archive.Folder, Ct);
        var (gallery, others) = (new Gallery(archive.Catalogue), new Gallery(other));
        Assert.Empty(await gallery.PeopleAsync(Ct));
        await others.EnrolAsync("Mira Okafor", Enrolment("mira_okafor"), new RealEncoder(), Ct);
        var enrolled = await gallery.PeopleAsync(Ct);
        Assert.Equal("Mira Okafor", Assert.Single(enrolled).Name);
        Assert.Same(enrolled, await gallery.PeopleAsync(Ct));
        await others.RenameAsync("Mira Okafor", "Mira Lindqvist", Ct);
        Assert.Equal("Mira Lindqvist", Assert.Single(await gallery.PeopleAsync(Ct)).Name);
        await gallery.ForgetAsync("Mira Lindqvist", ct: Ct);
        Assert.Empty(await gallery.PeopleAsync(Ct));
    }

    [Fact]
    public async Task People_of_LFW_are_enrolled_and_none_is_called_an_outlier()
    {
        var lfw = TestFolders.Shared("data/lfw");
        await using var archive = await TemporaryArchive.CreateAsync();
        var gallery = new Gallery(archive.Catalogue);
        var people = Directory.EnumerateDirectories(lfw, "*", SearchOption.AllDirectories)
            .Select(d => (Name: Path.GetFileName(d).Replace('_', ' '), Photos: Directory.GetFiles(d, "*.jpg").Order(StringComparer.Ordinal).Take(3).ToArray()))
            .Where(p => p.Photos.Length == 3).OrderBy(p => p.Name, StringComparer.Ordinal).Take(8).ToList();
        foreach (var (name, photos) in people)
            Assert.InRange((await gallery.EnrolAsync(name, photos, new RealEncoder(), Ct)).Total, 2, 3);
        Assert.Equal(8, people.Count);
    }
}

public sealed class GalleryTestsOnPostgreSql() : GalleryTests(PostgreSqlServer.NewArchiveAsync);

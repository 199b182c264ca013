using IdClip.Archive.Judgements;
using IdClip.Archive.People;
using IdClip.Archive.People.Labels;
using IdClip.Archive.Tests.Given;

namespace IdClip.Archive.Tests;

public sealed class JudgedQueriesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Right_answers_outlive_models_moves_and_photos_that_are_away()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        var (beach, forest) = (archive.Write("beach.jpg", "beach"), archive.Write("forest.jpg", "forest"));
        await archive.IngestAsync(new ByteEncoder());
        var queries = new JudgedQueries(archive.Catalogue);
        var id = await queries.AddAsync("by the sea", Ct);
        await queries.JudgeAsync(id, await PhotoAsync(beach), true, Ct);
        await queries.JudgeAsync(id, await PhotoAsync(beach), true, Ct);
        await queries.JudgeAsync(id, await PhotoAsync(forest), true, Ct);
        await queries.JudgeAsync(id, await PhotoAsync(forest), false, Ct);

        await archive.IngestAsync(new ByteEncoder { ImageModel = "another", FaceModel = "another" }, new() { Reencode = true });
        Assert.Equal([await PhotoAsync(beach)], (await queries.FindAsync(id, Ct))!.Right);
        var moved = Path.Combine(archive.Photos, "sea.jpg");
        File.Move(beach, moved);
        await archive.IngestAsync(new ByteEncoder { ImageModel = "another", FaceModel = "another" });
        Assert.Equal([await PhotoAsync(moved)], (await queries.FindAsync(id, Ct))!.Right);

        File.Delete(moved);
        await archive.IngestAsync(new ByteEncoder { ImageModel = "another", FaceModel = "another" });
        var away = (await queries.FindAsync(id, Ct))!;
        Assert.Equal((0, 1), (away.Right.Count, away.Missing));
        archive.Write("back.jpg", "beach");
        await archive.IngestAsync(new ByteEncoder { ImageModel = "another", FaceModel = "another" });
        Assert.Equal([await PhotoAsync(Path.Combine(archive.Photos, "back.jpg"))], (await queries.FindAsync(id, Ct))!.Right);

        var removed = await queries.RemoveAsync(id, Ct);
        Assert.Empty(await queries.ListAsync(Ct));
        await queries.RestoreAsync(removed!, Ct);
        Assert.Equal((id, 1), (Assert.Single(await queries.ListAsync(Ct)).Id, (await queries.FindAsync(id, Ct))!.Right.Count));
        Assert.Equal(id, await queries.AddAsync("by the sea", Ct));

        async Task<long> PhotoAsync(string path) => (await archive.Catalogue.FindByPathAsync(path, Ct))!.Id;
    }

    [Fact]
    public async Task Queries_follow_a_renamed_and_merged_person_and_go_with_a_forgotten_one()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        string[] photos = ["one.jpg", "two.jpg"];
        foreach (var photo in photos)
            archive.Write(photo, photo);
        await archive.IngestAsync(new ByteEncoder());
        var labels = new FaceLabels(archive.Catalogue);
        foreach (var (photo, name) in photos.Zip(["Mira Okafor", "Wei Sarto"]))
            await labels.NameAsync([(await archive.Catalogue.FindByPathAsync(Path.Combine(archive.Photos, photo), Ct))!.Faces[0].Id], name, Ct);
        var gallery = new Gallery(archive.Catalogue);
        var queries = new JudgedQueries(archive.Catalogue);
        await queries.AddAsync("@{Mira Okafor} and @{Wei Sarto} on stage", Ct);
        await queries.AddAsync("a beach", Ct);

        await gallery.RenameAsync("Mira Okafor", "Mira O.", Ct);
        Assert.Equal("@{Mira O.} and @{Wei Sarto} on stage", (await queries.ListAsync(Ct))[0].Text);
        var merge = await gallery.MergeAsync("Wei Sarto", "Mira O.", Ct);
        Assert.Equal("@{Mira O.} and @{Mira O.} on stage", (await queries.ListAsync(Ct))[0].Text);
        await gallery.UndoMergeAsync(merge, Ct);
        Assert.Equal("@{Mira O.} and @{Wei Sarto} on stage", (await queries.ListAsync(Ct))[0].Text);

        var report = await gallery.ForgetAsync("Wei Sarto", ct: Ct);
        Assert.True(report.IsProven, string.Join(", ", report.Remnants));
        Assert.Equal("a beach", Assert.Single(await queries.ListAsync(Ct)).Text);
    }

    [Fact]
    public async Task The_newest_measurements_are_kept()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        var measurements = new RecallMeasurements(archive.Catalogue);
        for (var photos = 1; photos <= RecallMeasurements.MostKept + 1; photos++)
            await measurements.AddAsync(new(DateTime.UtcNow, "idclip-mini", "sface", photos, [new("words only", null, new Dictionary<long, int> { [7] = 2 })]), Ct);

        var kept = await measurements.ListAsync(Ct);

        Assert.Equal((RecallMeasurements.MostKept, RecallMeasurements.MostKept + 1, 2), (kept.Count, kept[0].Photos, kept[^1].Photos));
        Assert.Equal(2, kept[0].Rows[0].Ranks[7]);
    }
}

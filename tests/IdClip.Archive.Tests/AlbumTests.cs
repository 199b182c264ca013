using IdClip.Archive.Albums;
using IdClip.Archive.Catalogue;
using IdClip.Archive.People;
using IdClip.Archive.People.Labels;
using IdClip.Archive.Tests.Given;

namespace IdClip.Archive.Tests;

/// <summary>What holds with every catalogue.</summary>
public abstract class AlbumTests
{
    private readonly Func<Task<TemporaryArchive>> create;

    private protected AlbumTests(Func<Task<TemporaryArchive>> create) => this.create = create;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_search_is_kept_whole_and_finds_its_folder_and_its_example_again()
    {
        await using var archive = await create();
        var example = archive.Write("sea/beach.jpg", "beach");
        archive.Write("hill/forest.jpg", "forest");
        await archive.IngestAsync(new ByteEncoder());
        var albums = new PhotoAlbums(archive.Catalogue);
        async Task<AlbumSearch> SearchAsync() => new()
        {
            Query = "a sunny day",
            Filter = new() { From = new(2024, 5, 1), To = new(2024, 5, 31), Kind = PhotoKind.Photo, Folder = await FolderAsync("sea") },
            Example = (await archive.Catalogue.FindByPathAsync(example, Ct))!.Id,
            ByScene = true,
            EveryCopy = true,
        };

        var saved = await albums.SaveAsync("  Été  2024 ", await SearchAsync(), ct: Ct);
        Assert.Equal(("Été 2024", await SearchAsync(), null), (saved.Name, saved.Search, saved.Missing));
        await archive.IngestAsync(new ByteEncoder { ImageModel = "another", FaceModel = "another" }, new() { Reencode = true });
        Assert.Equal(await SearchAsync(), (await albums.FindAsync("ete 2024", Ct)).Search);

        Assert.Equal("name", (await Assert.ThrowsAsync<AlbumException>(() => albums.SaveAsync("ÉTÉ 2024", new() { Query = "x" }, ct: Ct))).Field);
        Assert.Equal("x", (await albums.SaveAsync("ÉTÉ 2024", new() { Query = "x" }, replace: true, Ct)).Search.Query);
        await albums.SaveAsync("All", await SearchAsync(), ct: Ct);
        Assert.Equal(["All", "ÉTÉ 2024"], (await albums.ListAsync(Ct)).Select(a => a.Name));
        foreach (var (name, search, field) in new[]
        {
            ("", new AlbumSearch { Query = "x" }, "name"), (new string('x', 101), new() { Query = "x" }, "name"), ("Nothing", new(), "search"),
            ("Elsewhere", new() { Query = "x", Filter = new() { Folder = 999 } }, "search.filter.folder"), ("Gone", new() { Example = 999 }, "search.example"),
        })
            Assert.Equal(field, (await Assert.ThrowsAsync<AlbumException>(() => albums.SaveAsync(name, search, ct: Ct))).Field);

        File.Delete(example);
        await archive.IngestAsync(new ByteEncoder { ImageModel = "another", FaceModel = "another" });
        var away = await albums.FindAsync("all", Ct);
        Assert.Equal((null, null), (away.Search.Filter.Folder, away.Search.Example));
        Assert.Contains(Path.Combine(archive.Photos, "sea"), away.Missing, StringComparison.Ordinal);

        async Task<long> FolderAsync(string name) =>
            (await new PhotoSelection(archive.Catalogue).FoldersAsync(Ct)).Single(f => f.Path == Path.Combine(archive.Photos, name)).Id;
    }

    [Fact]
    public async Task What_was_seen_in_a_photo_is_kept_with_its_album_and_ends_with_it_or_with_the_models()
    {
        await using var archive = await create();
        archive.Write("one.jpg", "one");
        await archive.IngestAsync(new ByteEncoder());
        var (albums, models) = (new PhotoAlbums(archive.Catalogue), (await archive.Catalogue.ReadModelsAsync(Ct))!);
        var seen = new AlbumExample(Vector(1), [Vector(2), Vector(3)], models);

        var both = await albums.SaveAsync("Both", new() { Seen = seen, ByScene = true, ByPeople = true }, ct: Ct);
        var people = await albums.SaveAsync("People", new() { Query = "a beach", ExampleAlbum = "both", ByPeople = true }, ct: Ct);
        Assert.Equal((new AlbumSearch { ExampleAlbum = "Both", ByScene = true, ByPeople = true }, null), (both.Search, both.Missing));
        var kept = await albums.ExampleAsync("people", Ct);
        // No more than is looked for.
        Assert.Null(kept.Scene);
        Assert.Equal(seen.Faces.SelectMany(f => f), kept.Faces.SelectMany(f => f));
        Assert.Equal(seen.Scene, (await albums.ExampleAsync("Both", Ct)).Scene);
        Assert.NotEmpty(Remnants(1));

        // Replaced, renamed, and deleted: what a deleted album kept does not come back with it.
        Assert.Null((await albums.SaveAsync("People", new() { Query = "a beach" }, replace: true, Ct)).Search.ExampleAlbum);
        await albums.RenameAsync("Both", "Strangers", Ct);
        var removed = await albums.DeleteAsync("Strangers", Ct);
        await albums.RestoreAsync(removed, Ct);
        var restored = await albums.FindAsync("Strangers", Ct);
        Assert.Null(restored.Search.ExampleAlbum);
        Assert.Contains("is deleted", restored.Missing, StringComparison.Ordinal);
        await Assert.ThrowsAsync<AlbumException>(() => albums.ExampleAsync("Strangers", Ct));
        await using (var context = archive.Catalogue.Database.Read())
            Assert.Empty(context.AlbumFaces);

        await albums.SaveAsync("Strangers", new() { Seen = seen, ByScene = true, ByPeople = true }, replace: true, Ct);
        await archive.IngestAsync(new ByteEncoder { ImageModel = "another" }, new() { Reencode = true });
        Assert.Contains("other models", (await albums.FindAsync("Strangers", Ct)).Missing, StringComparison.Ordinal);
        Assert.Equal("search.example", (await Assert.ThrowsAsync<AlbumException>(() => albums.SaveAsync("Late", new() { Seen = seen, ByScene = true }, ct: Ct))).Field);
        await using (var context = archive.Catalogue.Database.Read())
            Assert.Empty(context.AlbumFaces);

        IReadOnlyList<string> Remnants(int seed) =>
            ErasureScan.Run(archive.Folder, archive.Catalogue.Database.ScanSources(), "nobody at all", [Bytes(Vector(seed))]).Remnants;
    }

    [Fact]
    public async Task An_album_that_looks_for_somebody_goes_when_they_are_forgotten()
    {
        await using var archive = await create();
        string[] photos = [archive.Write("one.jpg", "one"), archive.Write("two.jpg", "two")];
        await archive.IngestAsync(new ByteEncoder());
        var (albums, gallery, models) = (new PhotoAlbums(archive.Catalogue), new Gallery(archive.Catalogue), (await archive.Catalogue.ReadModelsAsync(Ct))!);
        await new FaceLabels(archive.Catalogue).NameAsync([(await archive.Catalogue.FindByPathAsync(photos[0], Ct))!.Faces[0].Id], "Wei Sarto", Ct);
        var wei = (await gallery.PeopleAsync(Ct)).Single().Embeddings[0];
        // Not the same picture, and clearly the same face.
        var alike = wei.Select((x, i) => x + (i % 2 == 0 ? .02f : -.02f)).ToArray();
        await albums.SaveAsync("Theirs", new() { Query = "a beach", Seen = new(null, [Vector(3), alike], models), ByPeople = true }, ct: Ct);
        await albums.SaveAsync("Others", new() { Query = "a beach", Seen = new(null, [Vector(3)], models), ByPeople = true }, ct: Ct);

        var report = await gallery.ForgetAsync("Wei Sarto", ct: Ct);

        Assert.True(report.IsProven, string.Join(", ", report.Remnants));
        Assert.Equal("Others", Assert.Single(await albums.ListAsync(Ct)).Name);
        Assert.Empty(ErasureScan.Run(archive.Folder, archive.Catalogue.Database.ScanSources(), "nobody at all", [Bytes(alike)]).Remnants);
    }

    [Fact]
    public async Task Albums_are_renamed_and_deleted_and_brought_back()
    {
        await using var archive = await create();
        var albums = new PhotoAlbums(archive.Catalogue);
        await albums.SaveAsync("Beach", new() { Query = "a beach" }, ct: Ct);
        await albums.SaveAsync("Forest", new() { Query = "a forest" }, ct: Ct);

        await albums.RenameAsync("beach", "The sea", Ct);
        Assert.Equal("new_name", (await Assert.ThrowsAsync<AlbumException>(() => albums.RenameAsync("Forest", "the SEA", Ct))).Field);
        Assert.True((await Assert.ThrowsAsync<AlbumException>(() => albums.RenameAsync("Beach", "x", Ct))).IsUnknown);
        var removed = await albums.DeleteAsync("Forest", Ct);
        Assert.Equal("The sea", Assert.Single(await albums.ListAsync(Ct)).Name);
        await albums.RestoreAsync(removed, Ct);

        Assert.Equal("a forest", (await albums.FindAsync("Forest", Ct)).Search.Query);
        Assert.True((await Assert.ThrowsAsync<AlbumException>(() => albums.DeleteAsync("Beach", Ct))).IsUnknown);
    }

    [Fact]
    public async Task Albums_follow_the_people_they_name_and_go_with_a_forgotten_one()
    {
        await using var archive = await create();
        string[] photos = ["one.jpg", "two.jpg"];
        foreach (var photo in photos)
            archive.Write(photo, photo);
        await archive.IngestAsync(new ByteEncoder());
        var labels = new FaceLabels(archive.Catalogue);
        foreach (var (photo, name) in photos.Zip(["Mira Okafor", "Wei Sarto"]))
            await labels.NameAsync([(await archive.Catalogue.FindByPathAsync(Path.Combine(archive.Photos, photo), Ct))!.Faces[0].Id], name, Ct);
        var (gallery, albums) = (new Gallery(archive.Catalogue), new PhotoAlbums(archive.Catalogue));
        await albums.SaveAsync("Stage", new() { Query = "@{Wei Sarto} on stage" }, ct: Ct);
        await albums.SaveAsync("Best of wei sarto", new() { Query = "a beach" }, ct: Ct);
        await albums.SaveAsync("Beach", new() { Query = "a beach" }, ct: Ct);

        await gallery.RenameAsync("Wei Sarto", "Wei S.", Ct);
        Assert.Equal("@{Wei S.} on stage", (await albums.FindAsync("Stage", Ct)).Search.Query);
        await gallery.RenameAsync("Wei S.", "Wei Sarto", Ct);
        var merge = await gallery.MergeAsync("Wei Sarto", "Mira Okafor", Ct);
        Assert.Equal("@{Mira Okafor} on stage", (await albums.FindAsync("Stage", Ct)).Search.Query);
        await gallery.UndoMergeAsync(merge, Ct);
        Assert.Equal("@{Wei Sarto} on stage", (await albums.FindAsync("Stage", Ct)).Search.Query);

        var report = await gallery.ForgetAsync("Wei Sarto", ct: Ct);
        Assert.True(report.IsProven, string.Join(", ", report.Remnants));
        Assert.Equal("Beach", Assert.Single(await albums.ListAsync(Ct)).Name);
    }

    private static float[] Vector(int seed) => ByteEncoder.UnitVector(BitConverter.GetBytes(seed), 128);

    private static byte[] Bytes(float[] vector) => Storage.Vectors.ToBlob(vector);
}

public sealed class AlbumTestsOnSqlite() : AlbumTests(TemporaryArchive.CreateAsync);

public sealed class AlbumTestsOnPostgreSql() : AlbumTests(PostgreSqlServer.NewArchiveAsync);

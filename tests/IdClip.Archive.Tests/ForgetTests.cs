using IdClip.Archive.People;
using IdClip.Archive.Tests.Given;
using IdClip.Tests;

namespace IdClip.Archive.Tests;

public class ForgetTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Demo(string file) => Path.Combine(TestFolders.Repository, "demo", file);

    /// <summary>The scenes of three people, all three enrolled.</summary>
    private static async Task<TemporaryArchive> GivenScenesAsync()
    {
        var archive = await TemporaryArchive.CreateAsync();
        foreach (var file in Directory.EnumerateFiles(Demo("scenes"))
            .Where(f => new[] { "mira", "wei", "tomas" }.Any(p => Path.GetFileName(f).StartsWith(p, StringComparison.Ordinal))).Order(StringComparer.Ordinal))
            File.Copy(file, Path.Combine(archive.Photos, $"{Directory.GetFiles(archive.Photos).Length:00}.jpg"));
        await archive.IngestAsync(new RealEncoder());
        foreach (var (key, name) in new[] { ("mira_okafor", "Mira Okafor"), ("wei_sarto", "Wei Sarto"), ("tomas_lindqvist", "Tomas Lindqvist") })
            await new Gallery(archive.Catalogue).EnrolAsync(name, [.. Enumerable.Range(1, 3).Select(i => Demo($"enrol/{key}_{i}.jpg"))], new RealEncoder(), Ct);
        return archive;
    }

    [Fact]
    public async Task No_byte_of_name_and_vectors_is_left_and_the_boxes_stay()
    {
        await using var archive = await GivenScenesAsync();
        var before = await archive.Catalogue.SummariseAsync(Ct);
        var vectors = (await archive.AllPhotosAsync()).SelectMany(p => p.Faces).ToDictionary(f => f.Id, f => f.Embedding);
        var gallery = new Gallery(archive.Catalogue);
        var mira = (await gallery.PeopleAsync(Ct)).Single(p => p.Name == "Mira Okafor");
        Assert.True(AnyFileHolds(archive.Folder, "Mira Okafor"u8.ToArray()));
        Assert.All(mira.Embeddings, e => Assert.True(AnyFileHolds(archive.Folder, Bytes(e))));

        var thumbnail = archive.WriteThumbnail(photoId: 1);

        IReadOnlyList<long> erased = [];
        var report = await gallery.ForgetAsync("mira okafor", ids => { erased = ids; return Task.CompletedTask; }, ct: Ct);
        Assert.Equal(("Mira Okafor", 3, erased.Count), (report.Name, report.EnrolmentPhotos, report.Faces));
        Assert.True(report.IsProven, string.Join(", ", report.Remnants));
        Assert.True(report.FilesScanned >= 1 && report.BytesScanned > 100_000);
        Assert.InRange(report.Faces, 4, 6);
        Assert.Empty(report.PathsWithName);
        Assert.False(File.Exists(thumbnail));

        Assert.False(AnyFileHolds(archive.Folder, "Mira Okafor"u8.ToArray()));
        Assert.False(AnyFileHolds(archive.Folder, "mira okafor"u8.ToArray()));
        foreach (var vector in mira.Embeddings.Concat(erased.Select(id => vectors[id])))
            for (var piece = 0; piece < vector.Length; piece += 16)
                Assert.False(AnyFileHolds(archive.Folder, Bytes(vector[piece..(piece + 16)])));
        Assert.Equal(before.Faces, (await archive.Catalogue.SummariseAsync(Ct)).Faces);
        Assert.Equal(erased.Order(), (await archive.Catalogue.ReadTombstonesAsync(Ct)).FaceIds);
        Assert.Equal(["Tomas Lindqvist", "Wei Sarto"], (await gallery.PeopleAsync(Ct)).Select(p => p.Name));
        Assert.Equal(vectors.Count - erased.Count, (await archive.AllPhotosAsync()).Sum(p => p.Faces.Count));
    }

    [Fact]
    public async Task Indexing_again_does_not_bring_a_forgotten_face_back_not_even_with_another_model()
    {
        await using var archive = await GivenScenesAsync();
        var report = await new Gallery(archive.Catalogue).ForgetAsync("Mira Okafor", ct: Ct);
        var left = (await archive.AllPhotosAsync()).Sum(p => p.Faces.Count);
        File.Move(Path.Combine(archive.Photos, "00.jpg"), Path.Combine(archive.Photos, "moved.jpg"));
        await archive.IngestAsync(new RealEncoder());
        Assert.Equal(left, (await archive.AllPhotosAsync()).Sum(p => p.Faces.Count));

        var again = await archive.IngestAsync(new RealEncoder { ImageModel = "other" }, new() { Reencode = true });
        Assert.Equal(18, again.Encoded);
        Assert.Equal(left, (await archive.AllPhotosAsync()).Sum(p => p.Faces.Count));
        Assert.Equal(left + report.Faces, (await archive.Catalogue.SummariseAsync(Ct)).Faces);
    }

    [Fact]
    public async Task A_remnant_in_any_file_is_found()
    {
        await using var archive = await GivenScenesAsync();
        var gallery = new Gallery(archive.Catalogue);
        var mira = (await gallery.PeopleAsync(Ct)).Single(p => p.Name == "Mira Okafor");
        var index = Directory.CreateDirectory(Path.Combine(archive.Folder, "index")).FullName;
        var noise = new byte[(1 << 20) + 12345];
        new Random(1).NextBytes(noise);
        // A piece from the middle of a vector, across the border of two reads of the scan.
        Bytes(mira.Embeddings[1][32..48]).CopyTo(noise, (1 << 20) - 10);
        var vector = Path.Combine(index, "faces.idx");
        await File.WriteAllBytesAsync(vector, noise, Ct);
        var name = Path.Combine(index, "names");
        await File.WriteAllBytesAsync(name, System.Text.Encoding.Unicode.GetBytes("xMira Okafor"), Ct);
        await File.WriteAllBytesAsync(Path.Combine(index, "clean"), noise[..(1 << 20)][..^100], Ct);

        var report = await gallery.ForgetAsync("Mira Okafor", ct: Ct);
        Assert.Equal([vector, name], report.Remnants);
        Assert.False(report.IsProven);
    }

    [Fact]
    public async Task A_name_in_the_path_of_a_photo_is_a_remnant_that_is_explained()
    {
        await using var archive = await GivenScenesAsync();
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(archive.Photos, "Mira Okafor")).FullName, "a.jpg");
        File.Move(Path.Combine(archive.Photos, "00.jpg"), path);
        await archive.IngestAsync(new RealEncoder());
        var report = await new Gallery(archive.Catalogue).ForgetAsync("Mira Okafor", ct: Ct);
        Assert.Equal([path], report.PathsWithName);
        Assert.Equal([Path.Combine(archive.Folder, "catalogue.db")], report.Remnants);
    }

    [Fact]
    public async Task A_process_that_died_in_between_is_made_up_for_on_opening()
    {
        await using var archive = await GivenScenesAsync();
        var gallery = new Gallery(archive.Catalogue);
        await Assert.ThrowsAsync<InvalidOperationException>(() => gallery.ForgetAsync("Mira Okafor", _ => throw new InvalidOperationException(), ct: Ct));
        await using var reopened = await Catalogue.Catalogue.OpenAsync(archive.Folder, Ct);
        Assert.False(AnyFileHolds(archive.Folder, "Mira Okafor"u8.ToArray()));
        Assert.NotEmpty((await reopened.ReadTombstonesAsync(Ct)).FaceIds);
    }

    [Fact]
    public async Task Nobody_is_forgotten_by_mistake()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        await Assert.ThrowsAsync<UnknownPersonException>(() => new Gallery(archive.Catalogue).ForgetAsync("Mira Okafor", ct: Ct));
    }

    private static bool AnyFileHolds(string folder, byte[] bytes) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any(f => File.ReadAllBytes(f).AsSpan().IndexOf(bytes) >= 0);

    private static byte[] Bytes(float[] vector) => System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(vector).ToArray();
}

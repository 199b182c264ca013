using IdClip.Archive.Catalogue;
using IdClip.Archive.People;
using IdClip.Archive.Storage;
using IdClip.Archive.Tests.Given;
using IdClip.Tests;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Tests;

public sealed class FaceTrackTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_face_is_followed_through_its_shot_and_its_track_is_forgotten_with_the_person(bool onServer)
    {
        await using var archive = onServer ? await PostgreSqlServer.NewArchiveAsync() : await TemporaryArchive.CreateAsync();
        // The camera passes Mira for twelve seconds, which are two frames of one shot; then it stands before Greta.
        await VideoTests.MakeAsync(
        [
            "-loop", "1", "-t", "12", "-r", "10", "-i", Demo("scenes/mira_okafor_01.jpg"), "-loop", "1", "-t", "4", "-r", "10", "-i", Demo("scenes/greta_falkenrath_02.jpg"),
            "-filter_complex", "[0]scale=960:720,setsar=1,crop=640:480:160+t*10:80[a];[1]scale=640:480,setsar=1[b];[a][b]concat=n=2", "-pix_fmt", "yuv420p",
            Path.Combine(archive.Photos, "pass.mp4"),
        ]);
        await archive.IngestAsync(new RealEncoder());

        var tracks = await TracksAsync(archive);
        Assert.Equal(3, tracks.Count);
        Assert.All(tracks[..2], t => Assert.Equal((0, 11), (Math.Round(t!.From), Math.Round(t.To))));
        Assert.Equal(tracks[0]!.Places, tracks[1]!.Places);
        Assert.Equal((12, 15), (tracks[2]!.From, Math.Round(tracks[2]!.To)));
        Assert.Equal("0:12 to 0:15", tracks[2]!.ToString());
        // Ten pixels a second to the left, as the picture goes.
        Assert.InRange(tracks[0]!.Places[0].X - tracks[0]!.Places[^1].X, 95, 125);

        // Another model: the same tracks, each once.
        await archive.IngestAsync(new RealEncoder { ImageModel = "other" }, new() { Reencode = true });
        var again = await TracksAsync(archive);
        Assert.Equal(tracks.SelectMany(t => t!.Places), again.SelectMany(t => t!.Places));

        var bytes = new[] { tracks[0]!.ToBlob() };
        Assert.NotEmpty(ErasureScan.Run(archive.Folder, archive.Catalogue.Database.ScanSources(), "nobody at all", bytes).Remnants);
        await new Gallery(archive.Catalogue).EnrolAsync("Mira Okafor", [.. Enumerable.Range(1, 3).Select(i => Demo($"enrol/mira_okafor_{i}.jpg"))], new RealEncoder { ImageModel = "other" }, Ct);
        // In the second frame she is not recognised; that she was followed there says who it is.
        var photos = await archive.AllPhotosAsync();
        var turned = Vectors.ToBlob([.. photos[1].Faces[0].Embedding.Select(x => -x)]);
        await archive.Catalogue.Database.WriteAsync(context => context.Faces.Where(f => f.Id == photos[1].Faces[0].Id).ExecuteUpdateAsync(set => set.SetProperty(f => f.Embedding, turned), Ct), Ct);
        var report = await new Gallery(archive.Catalogue).ForgetAsync("Mira Okafor", ct: Ct);

        Assert.True(report.IsProven, string.Join(", ", report.Remnants));
        Assert.Empty(ErasureScan.Run(archive.Folder, archive.Catalogue.Database.ScanSources(), "nobody at all", bytes).Remnants);
        Assert.Equal([false, false, true], (await TracksAsync(archive)).Select(t => t is not null));
        Assert.Equal([0, 0, 1], (await archive.AllPhotosAsync()).Select(photo => photo.Faces.Count));
        await archive.IngestAsync(new RealEncoder(), new() { Reencode = true });
        Assert.Equal([false, false, true], (await TracksAsync(archive)).Select(t => t is not null));
        Assert.Equal(1, (await archive.AllPhotosAsync()).Sum(p => p.Faces.Count));
    }

    [Fact]
    public void A_long_track_keeps_places_from_its_beginning_to_its_end()
    {
        var track = FaceTrack.Through([.. Enumerable.Range(0, 600).Select(i => new TrackedPlace(i, i, 2, 3, 4))])!;

        Assert.Equal((FaceTrack.MostPlaces, 0, 599), (track.Places.Count, track.From, track.To));
        Assert.All(track.Places.Zip(track.Places.Skip(1)), next => Assert.InRange(next.Second.Seconds - next.First.Seconds, 10, 11));
        Assert.Equal(track.Places, FaceTrack.FromBlob(track.ToBlob())!.Places);
        Assert.Null(FaceTrack.Through([new(1, 2, 3, 4, 5)]));
    }

    private static string Demo(string file) => Path.Combine(TestFolders.Repository, "demo", file);

    private static async Task<List<FaceTrack?>> TracksAsync(TemporaryArchive archive) =>
        [.. (await archive.Catalogue.DescribeAsync([.. (await archive.AllPhotosAsync()).Select(p => p.Id)], Ct)).Select(p => Assert.Single(p.Faces).Track)];
}

using IdClip.Archive.Catalogue;
using IdClip.Archive.Ingest;
using IdClip.Search.Copies;
using IdClip.Search.Tests.Given;
using IdClip.Tests;
using NetVips;

namespace IdClip.Search.Tests;

public sealed class NearCopyTests(DemoArchive demo)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_best_of_near_copies_stands_for_the_others_until_every_copy_is_asked_for()
    {
        var (folder, pictures) = (TestFolders.NewTemporary(), TestFolders.NewTemporary());
        try
        {
            foreach (var scene in (string[])["mira_okafor_06", "mira_okafor_01", "empty_05"])
                File.Copy(Scene(scene), Path.Join(pictures, scene + ".jpg"));
            using (var photo = Image.NewFromFile(Scene("mira_okafor_06")))
            {
                using var half = photo.Resize(.5);
                half.Jpegsave(Path.Join(pictures, "half.jpg"), q: 85);
                photo.Webpsave(Path.Join(pictures, "webp.webp"), q: 50);
                photo.Jpegsave(Path.Join(pictures, "poor.jpg"), q: 30);
                using var brighter = photo.Linear([1.15], [0]).Cast(Enums.BandFormat.Uchar);
                brighter.Pngsave(Path.Join(pictures, "brighter.png"));
                using var part = photo.Crop(0, 0, photo.Width * 3 / 4, photo.Height * 3 / 4);
                part.Jpegsave(Path.Join(pictures, "part.jpg"));
            }
            await using var catalogue = await Catalogue.OpenAsync(folder, Stop);
            await new PhotoIngest(catalogue, demo.Encoder).RunAsync([pictures], null, Stop);
            using var indexes = await SearchIndexes.OpenAsync(catalogue, Stop);
            var searcher = new Searcher(catalogue, new(catalogue), indexes, demo.Encoder);

            var together = await searcher.SearchAsync("a person on a stage", 8, Stop);
            var apart = await searcher.SearchAsync("a person on a stage", new SearchOptions { Top = 8, EveryCopy = true }, Stop);
            var one = await searcher.SearchAsync("a person on a stage", 1, Stop);

            Assert.Equal(8, apart.Answers.Count);
            Assert.All(apart.Answers, a => Assert.Empty(a.Copies));
            Assert.Equal(4, together.Answers.Count);
            var group = Assert.Single(together.Answers, a => a.Copies.Count > 0);
            List<string> copies = ["brighter", "half", "mira_okafor_06", "poor", "webp"];
            Assert.Equal(copies, group.Copies.Prepend(group.Photo).Select(Name).Order());
            // The best of them in the order of the search is in front, and they follow in it.
            Assert.Equal(apart.Answers.Select(a => Name(a.Photo)).Where(copies.Contains), group.Copies.Prepend(group.Photo).Select(Name));
            Assert.Equal(Name(apart.Answers[0].Photo), Name(Assert.Single(one.Answers).Photo));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            Directory.Delete(pictures, recursive: true);
        }
    }

    [Fact]
    public async Task No_scene_of_the_demo_is_another_ones_copy()
    {
        var ranked = await demo.Searcher.RankAsync("a person", new() { Top = 64 }, Stop);

        Assert.Equal((64, 0), (ranked.PhotoIds.Count, ranked.CopyCount));
    }

    [Fact]
    public void Photos_are_put_together_as_comparing_each_with_all_would()
    {
        var random = new Random(7);
        var hashes = new List<DifferenceHash?>();
        while (hashes.Count < 3_000)
        {
            var bytes = new byte[DifferenceHash.Bytes];
            random.NextBytes(bytes);
            for (var copies = random.Next(4); copies >= 0; copies--)
            {
                hashes.Add(random.Next(50) == 0 ? null : new DifferenceHash(bytes));
                for (var flips = random.Next(30); flips > 0; flips--)
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            }
        }

        var expected = new int[hashes.Count];
        for (var place = 0; place < hashes.Count; place++)
            expected[place] = hashes[place] is not { } hash ? place : Enumerable.Range(0, place)
                .Where(other => expected[other] == other && hashes[other]?.Apart(hash) <= NearCopies.MostBitsApart)
                .OrderBy(other => hashes[other]!.Value.Apart(hash)).ThenBy(other => other).FirstOrDefault(place);

        var found = NearCopies.Represent(hashes);

        // One in 3,000 of those that differ in all 24 bits may be missed.
        Assert.InRange(found.Zip(expected).Count(p => p.First != p.Second), 0, 2);
        Assert.InRange(expected.Where((other, place) => other != place).Count(), 500, 2_500);
    }

    private static string Scene(string name) => Path.Join(TestFolders.Repository, "demo", "scenes", name + ".jpg");

    private static string Name(PhotoDetails photo) => Path.GetFileNameWithoutExtension(photo.Path);
}

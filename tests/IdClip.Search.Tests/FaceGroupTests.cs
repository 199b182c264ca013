using IdClip.Archive.Catalogue;
using IdClip.Archive.People;
using IdClip.Archive.People.Clusters;
using IdClip.Archive.People.Labels;
using IdClip.Search.Clusters;
using IdClip.Search.Recognition;
using IdClip.Search.Tests.Given;

namespace IdClip.Search.Tests;

public sealed class FaceGroupTests(DemoArchive demo)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_faces_of_the_demo_are_grouped_by_person_and_words_about_them_count_at_once()
    {
        var folder = demo.Copy();
        try
        {
            await using var catalogue = await Catalogue.OpenAsync(folder, Ct);
            using var indexes = await SearchIndexes.OpenAsync(catalogue, Ct);
            var (gallery, labels) = (new Gallery(catalogue), new FaceLabels(catalogue));
            using var groups = new FaceGroups(catalogue, gallery, indexes);
            var recognition = new PersonRecognition(catalogue, gallery, indexes);

            Assert.True(await groups.RefreshAsync(Ct));
            Assert.False(await groups.RefreshAsync(Ct));
            var found = await groups.ReadAsync(Ct);
            Assert.InRange(found.Count, 8, 14);
            foreach (var group in found)
            {
                // Everybody in a photo of one person is that person; photos of pairs tell one of the two.
                var photos = (await labels.DescribeAsync(group.FaceIds, Ct)).Select(f => f.Photo).ToList();
                Assert.Equal(photos.Count, photos.DistinctBy(p => p.Id).Count());
                var people = photos.Select(p => demo.PeopleOf[Path.GetFileName(p.Path)]).ToList();
                Assert.NotEmpty(people.Aggregate((a, b) => [.. a.Intersect(b)]));
            }

            // Of the groups of the enrolled each has a suggestion, the right one, and the stranger has none.
            var suggestions = await recognition.SuggestAsync(found, Ct);
            foreach (var group in found.Where(g => g.FaceIds.Count > 3))
            {
                var names = (await labels.DescribeAsync(group.FaceIds, Ct)).Select(f => demo.PeopleOf[Path.GetFileName(f.Photo.Path)]).Aggregate((a, b) => [.. a.Intersect(b)]);
                var name = Assert.Single(names);
                Assert.Equal(name == DemoArchive.Stranger ? null : name, suggestions.GetValueOrDefault(group.Id)?.Person.Name);
            }

            // A split holds when all is grouped again, and so does a union.
            var largest = found[0];
            var chosen = largest.FaceIds.Take(2).ToList();
            var split = await labels.GroupAsync([chosen, [.. largest.FaceIds.Except(chosen)]], Ct);
            var after = await groups.ReadAsync(Ct);
            Assert.Equal(found.Count + 1, after.Count);
            Assert.Contains(after, g => g.Id < 0 && g.FaceIds.Order().SequenceEqual(chosen.Order()));
            await new ClusterTable(catalogue).ReplaceAsync([], "none", Ct);
            Assert.True(await groups.RefreshAsync(Ct));
            Assert.Contains(await groups.ReadAsync(Ct), g => g.FaceIds.Order().SequenceEqual(chosen.Order()));
            await labels.UndoAsync(split, Ct);

            // Ids stay: one face is named, one photo's faces are new, the other groups are the same.
            await new ClusterTable(catalogue).ReplaceAsync([.. found.Select(g => ((IReadOnlyList<long>)[.. g.FaceIds.Skip(1)], (long?)null))], "older", Ct);
            var older = await groups.ReadAsync(Ct);
            Assert.True(await groups.RefreshAsync(Ct));
            var now = await groups.ReadAsync(Ct);
            Assert.All(older, o => Assert.Contains(now, n => n.Id == o.Id && o.FaceIds.All(n.FaceIds.Contains)));

            await labels.NameAsync(now[0].FaceIds, "Somebody", Ct);
            Assert.DoesNotContain(await groups.ReadAsync(Ct), g => g.Id == now[0].Id);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Faces_are_suggested_for_a_person_until_something_is_said_about_them()
    {
        var folder = demo.Copy();
        try
        {
            await using var catalogue = await Catalogue.OpenAsync(folder, Ct);
            using var indexes = await SearchIndexes.OpenAsync(catalogue, Ct);
            var (gallery, labels) = (new Gallery(catalogue), new FaceLabels(catalogue));
            var recognition = new PersonRecognition(catalogue, gallery, indexes);
            var mira = (await gallery.PeopleAsync(Ct)).Single(p => p.Name == "Mira Okafor");

            var suggested = await recognition.FacesOfAsync(mira, 100, Ct);
            Assert.InRange(suggested.Count, 4, 12);
            Assert.All(suggested, f => Assert.InRange(f.Probability, .5, 1));
            Assert.All(await labels.DescribeAsync([.. suggested.Select(f => f.FaceId)], Ct), f => Assert.Contains("Mira Okafor", demo.PeopleOf[Path.GetFileName(f.Photo.Path)]));

            await labels.NameAsync([suggested[0].FaceId], mira.Id, Ct);
            await labels.DenyAsync([suggested[1].FaceId], mira.Id, Ct);
            await labels.IgnoreAsync([suggested[2].FaceId], Ct);
            var left = (await recognition.FacesOfAsync((await gallery.PeopleAsync(Ct)).Single(p => p.Id == mira.Id), 100, Ct)).Select(f => f.FaceId).ToList();
            Assert.Empty(left.Intersect(suggested.Take(3).Select(f => f.FaceId)));
            Assert.NotEmpty(left);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

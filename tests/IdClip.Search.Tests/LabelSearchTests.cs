using IdClip.Archive.Catalogue;
using IdClip.Archive.People;
using IdClip.Archive.People.Labels;
using IdClip.Search.Evidence;
using IdClip.Search.Tests.Given;

namespace IdClip.Search.Tests;

public sealed class LabelSearchTests(DemoArchive demo)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_people_say_about_faces_comes_before_what_the_faces_look_like()
    {
        var folder = demo.Copy();
        try
        {
            await using var catalogue = await Catalogue.OpenAsync(folder, Ct);
            using var indexes = await SearchIndexes.OpenAsync(catalogue, Ct);
            var gallery = new Gallery(catalogue);
            var searcher = new Searcher(catalogue, gallery, indexes, demo.Encoder);
            var labels = new FaceLabels(catalogue);

            // Wei is not enrolled: a face of his is named, which also makes him somebody to ask for.
            var wei = (await PhotoAsync(searcher, "wei_sarto_01"))!;
            var change = await labels.NameAsync([wei.Faces[0].Id], "Wei Sarto", Ct);
            var answers = (await searcher.SearchAsync("@{Wei Sarto}", 64, Ct)).Answers;
            Assert.Equal(wei.Id, answers[0].Photo.Id);
            Assert.Equal((1d, true), (answers[0].People[0].Probability, answers[0].People[0].IsNamed));
            Assert.Contains("person Wei Sarto named by you (face 1)", answers[0].Reason, StringComparison.Ordinal);
            Assert.False(answers[1].People[0].IsNamed);
            Assert.StartsWith("wei_sarto", Path.GetFileName(answers[1].Photo.Path), StringComparison.Ordinal);

            // A face of Mira's is said to be somebody else's: she is not in that photo any more, whatever it looks like.
            var before = await EvidenceAsync(searcher, "@Mira", "mira_okafor_01");
            Assert.True(before.Probability > .9);
            var mira = (await gallery.PeopleAsync(Ct)).Single(p => p.Name == "Mira Okafor");
            await labels.DenyAsync([before.Face!.Id], mira.Id, Ct);
            var after = await EvidenceAsync(searcher, "@Mira", "mira_okafor_01");
            Assert.Equal((null, false), (after.Face, after.IsNamed));
            Assert.True(after.Probability <= .01);

            // Named Wei, the same face is nobody else, not even by a list of names.
            await labels.NameAsync([before.Face.Id], "wei sarto", Ct);
            var either = (await searcher.SearchAsync("@Mira or @Wei", 64, Ct)).Answers.Single(a => a.Photo.Path.EndsWith("mira_okafor_01.jpg", StringComparison.Ordinal));
            Assert.Equal(("Wei Sarto", true), (either.People[0].Name, either.People[0].IsNamed));
            Assert.Equal(0, (await searcher.SearchAsync("a person -@Wei", 64, Ct)).Answers.Single(a => a.Photo.Id == wei.Id).Score);

            // Somebody whose only face is gone can be asked for, and nobody looks like them.
            await labels.ClearAsync([wei.Faces[0].Id, before.Face.Id], Ct);
            Assert.All((await searcher.SearchAsync("@Wei", 64, Ct)).Answers, a => Assert.True(a.Score < .02));
            Assert.NotNull(change.PersonId);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<PersonEvidence> EvidenceAsync(Searcher searcher, string query, string file) =>
        (await searcher.SearchAsync(query, 64, Ct)).Answers.Single(a => a.Photo.Path.EndsWith(file + ".jpg", StringComparison.Ordinal)).People[0];

    private static async Task<PhotoDetails?> PhotoAsync(Searcher searcher, string file) =>
        (await searcher.SearchAsync("a person", 64, Ct)).Answers.Select(a => a.Photo).FirstOrDefault(p => p.Path.EndsWith(file + ".jpg", StringComparison.Ordinal));
}

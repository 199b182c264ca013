using IdClip.Evaluation.Protocol;
using IdClip.Evaluation.Report;
using IdClip.Search;

namespace IdClip.Composition;

/// <summary>Asks an archive every question of a manifest with each kind of evidence.</summary>
/// <param name="archive">Holds the manifest's photos; other photos in it are distractors.</param>
/// <param name="manifest">The photos that may be right.</param>
/// <param name="enrolmentPhotos">Absolute paths; where the archive holds such photos they are taken out of the answers.</param>
internal sealed class RecallRun(LocalArchive archive, Manifest manifest, IReadOnlyCollection<string> enrolmentPhotos)
{
    // CLIP reads 77 tokens; a longer caption would only run into the query's own limit.
    private const int MaxCaption = 400;

    private readonly Dictionary<long, List<ManifestEntry>> entries = [];
    private readonly HashSet<long> left = [];
    private readonly Dictionary<string, SearchResult> personOnly = [];

    /// <summary>Asks all questions; reports the number of answered ones.</summary>
    public async Task<IReadOnlyList<RecallOutcome>> AskAsync(
        IReadOnlyList<RecallQuestion> questions, IProgress<int>? progress, CancellationToken ct)
    {
        await FindPhotosAsync(ct);
        var outcomes = new List<RecallOutcome>(3 * questions.Count);
        for (var i = 0; i < questions.Count; i++)
        {
            var question = questions[i];
            var caption = CaptionOf(question);
            outcomes.Add(Judge(question, RecallEvidence.Context, await SearchAsync(caption, ct)));
            outcomes.Add(Judge(question, RecallEvidence.Person, await PersonOnlyAsync(question.Person, ct)));
            outcomes.Add(Judge(question, RecallEvidence.PersonAndContext, await SearchAsync($"{Mention(question.Person)} {caption}", ct)));
            progress?.Report(i + 1);
        }
        return outcomes;
    }

    private async Task FindPhotosAsync(CancellationToken ct)
    {
        foreach (var entry in manifest.Entries)
            if (await archive.Catalogue.FindByPathAsync(entry.Path, ct) is { } photo)
            {
                if (!entries.TryGetValue(photo.Id, out var same))
                    entries.Add(photo.Id, same = []);
                same.Add(entry);
            }
        foreach (var path in enrolmentPhotos)
            if (await archive.Catalogue.FindByPathAsync(path, ct) is { } photo && !entries.ContainsKey(photo.Id))
                left.Add(photo.Id);
    }

    private Task<SearchResult> SearchAsync(string query, CancellationToken ct) =>
        archive.Searcher.SearchAsync(query, new SearchOptions { Top = RecallReport.Ks[^1] + left.Count, EveryCopy = true }, ct);

    private async Task<SearchResult> PersonOnlyAsync(string person, CancellationToken ct)
    {
        if (!personOnly.TryGetValue(person, out var result))
            personOnly.Add(person, result = await SearchAsync(Mention(person), ct));
        return result;
    }

    private RecallOutcome Judge(RecallQuestion question, RecallEvidence evidence, SearchResult result)
    {
        var answers = result.Answers.Where(a => !left.Contains(a.Photo.Id)).ToList();
        int RankOf(Predicate<ManifestEntry> isRight) =>
            1 + answers.FindIndex(a => entries.TryGetValue(a.Photo.Id, out var same) && same.Exists(isRight));
        return new(question, evidence, RankOf(entry => entry.Path == question.Photo.Path), RankOf(question.IsSameScene), result.Elapsed);
    }

    private static string Mention(string person) => $"@{{{person}}}";

    private static string CaptionOf(RecallQuestion question)
    {
        // A caption is words only; an @ in it must not become a name.
        var words = question.Caption.Replace('@', ' ');
        return words.Length <= MaxCaption ? words : words[..MaxCaption];
    }
}

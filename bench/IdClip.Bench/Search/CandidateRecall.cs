using IdClip.Search;

namespace IdClip.Bench.Search;

/// <summary>How many of the answers by all scores a search by candidates finds, and how far its scores are from theirs.</summary>
internal static class CandidateRecall
{
    private const int Top = 100;

    private static readonly string[] More = ["@{Person 0} or @{Person 1} on a beach", "a sunny beach -@{Person 0}", "@unknown", "@{Person 0} with @unknown on a beach"];

    public static async Task RunAsync(Searcher all, Func<CandidateOptions, Searcher> by, IEnumerable<string> queries, CancellationToken ct)
    {
        foreach (var k in (int[])[256, 1024, 4096, 16_384])
        {
            var some = by(new() { PerEvidence = k });
            Console.WriteLine($"{k} of each kind of evidence, a sample of 4096 photos:");
            foreach (var query in queries.Concat(More))
            {
                var expected = (await all.SearchAsync(query, Top, ct)).Answers;
                var found = await some.SearchAsync(query, Top, ct);
                var ten = await some.SearchAsync(query, 10, ct);
                var scores = found.Answers.ToDictionary(a => a.Photo.Id, a => a.Score);
                var off = expected.Where(a => scores.ContainsKey(a.Photo.Id)).Select(a => Math.Abs(scores[a.Photo.Id] / a.Score - 1)).DefaultIfEmpty(0).Max();
                Console.WriteLine(
                    $"  @10 {Recall(expected, found.Answers, 10):0.00}{(ten.AreProven ? " proven" : "       ")}  @100 {Recall(expected, found.Answers, Top):0.00}{(found.AreProven ? " proven" : "       ")}"
                    + $"  scores off by at most {off:0.0 %}   {query}");
            }
        }
    }

    private static double Recall(IReadOnlyList<Answer> expected, IReadOnlyList<Answer> found, int top) =>
        expected.Take(top).Select(a => a.Photo.Id).Intersect(found.Take(top).Select(a => a.Photo.Id)).Count() / (double)Math.Min(top, expected.Count);
}

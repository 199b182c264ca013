using IdClip.Evaluation.Metrics;

namespace IdClip.Evaluation.Comparison;

/// <summary>All systems on the same photos and questions.</summary>
/// <param name="Photos">Photos that could be answers.</param>
/// <param name="Contexts">Different contexts among them.</param>
/// <param name="People">People who were asked for.</param>
/// <param name="Questions">(person, caption) questions.</param>
/// <param name="Rows">One a system, in the order given.</param>
/// <param name="Reference">Place among <paramref name="Rows"/> of the faithful Id-CLIP that gains are relative to, or null.</param>
/// <param name="Best">Place of the one of ours with the greatest t2i R@1, or null.</param>
/// <param name="Notes">What a reader must know, a sentence or two each.</param>
public sealed record ComparisonReport(
    int Photos, int Contexts, int People, int Questions, IReadOnlyList<ComparisonRow> Rows, int? Reference, int? Best, IReadOnlyList<string> Notes)
{
    /// <summary>The ks of recall by captions.</summary>
    public static IReadOnlyList<int> Ks { get; } = [1, 5, 10, 50];

    /// <summary>The ks of recall by a person alone.</summary>
    public static IReadOnlyList<int> PersonKs { get; } = [1, 5, 10];

    /// <summary>Whether the reference finds no more than words without any person do: then a ratio to it says that it learned nobody here, and nothing of how good ours is.</summary>
    public bool IsReferenceBlind => Reference is { } reference
        && Rows.Any(row => row.PersonRecall is null && row.TextToImage[1].Value >= Rows[reference].TextToImage[1].Low);

    /// <summary>Computes the figures on all cores.</summary>
    /// <param name="set">What was asked.</param>
    /// <param name="systems">The systems, those of one group together; at least one.</param>
    /// <param name="notes">What a reader must know.</param>
    /// <param name="cancellation">Ends it between two systems.</param>
    public static ComparisonReport Of(
        ComparisonSet set, IReadOnlyList<ComparedSystem> systems, IReadOnlyList<string> notes, CancellationToken cancellation = default)
    {
        // A system that asks in several templates has other queries; a ratio needs the same ones.
        var reference = BestOf(systems, system => system.Role == SystemRole.Reference && system.Queries == set.Questions.Count);
        var rows = new ComparisonRow[systems.Count];
        Parallel.For(0, rows.Length, new ParallelOptions { CancellationToken = cancellation }, place =>
            rows[place] = RowOf(systems[place], reference is { } other && other != place ? systems[other] : null));
        return new(
            set.Photos.Count,
            set.Photos.Select(photo => photo.Context ?? photo.Path).Distinct().Count(),
            set.People.Count,
            set.Questions.Count,
            rows,
            reference,
            BestOf(systems, system => system.Role == SystemRole.Ours),
            notes);
    }

    private static int? BestOf(IReadOnlyList<ComparedSystem> systems, Func<ComparedSystem, bool> fits)
    {
        int? best = null;
        var most = double.NegativeInfinity;
        for (var place = 0; place < systems.Count; place++)
            if (fits(systems[place]) && RecallAtOne(systems[place]) is var recall && recall > most)
                (best, most) = (place, recall);
        return best;
    }

    private static double RecallAtOne(ComparedSystem system) => RecallAtK.Of([.. system.Captions.PhotoRanks.SelectMany(ranks => ranks)], 1);

    private static ComparisonRow RowOf(ComparedSystem system, ComparedSystem? reference) => new(
        system.Group, system.Name, system.Role, system.Queries,
        Ks.ToDictionary(k => k, system.Captions.TextToImage),
        Ks.ToDictionary(k => k, system.Captions.ImageToText),
        system.People is { } people ? PersonKs.ToDictionary(k => k, people.KMinRecall) : null,
        system.People?.MeanAveragePrecision(),
        system.People?.NormalisedMeanAveragePrecision(),
        reference is not null && reference.Queries == system.Queries && RecallAtOne(reference) > 0
            ? RecallAtK.Ratio(system.Captions.PhotoRanks, reference.Captions.PhotoRanks, k: 1)
            : null);
}

namespace IdClip.Evaluation.Metrics;

/// <summary>Finding the photos of a person by the person alone, as <c>only_tok_metrics</c> of the authors' code. Every person counts once.</summary>
/// <param name="Entities">The people, in the order in which they were first asked for.</param>
/// <remarks>Intervals draw people, not photos: they say how much the figure would vary, had other people been asked for among these photos.</remarks>
public sealed record EntityRetrieval(IReadOnlyList<EntityRanks> Entities)
{
    /// <summary>The k of mAP@k in the paper.</summary>
    public const int MeanAveragePrecisionK = 10;

    /// <summary>Ranks all photos for every person.</summary>
    /// <param name="queriesByPhotos">How well each query fits each photo (item).</param>
    /// <param name="entityOfQuery">For each query the person that it asks for. Of several queries for one person the first is taken, as the authors do.</param>
    /// <param name="entitiesOfPhoto">For each photo the people that it shows; names are compared without regard to case.</param>
    /// <param name="cancellation">Ends it between two queries.</param>
    /// <exception cref="ArgumentException">There are not as many names as queries or photos, or no photo shows a person who is asked for.</exception>
    public static EntityRetrieval Of(
        Similarity queriesByPhotos,
        IReadOnlyList<string> entityOfQuery,
        IReadOnlyList<IReadOnlyCollection<string>> entitiesOfPhoto,
        CancellationToken cancellation = default)
    {
        if (entityOfQuery.Count != queriesByPhotos.Queries)
            throw new ArgumentException(
                $"{queriesByPhotos.Queries} queries have scores, but {entityOfQuery.Count} have a person.", nameof(entityOfQuery));
        if (entitiesOfPhoto.Count != queriesByPhotos.Items)
            throw new ArgumentException(
                $"{queriesByPhotos.Items} photos have scores, but of {entitiesOfPhoto.Count} the people are known.", nameof(entitiesOfPhoto));

        int[] queries = [.. Enumerable.Range(0, entityOfQuery.Count).DistinctBy(query => entityOfQuery[query], StringComparer.OrdinalIgnoreCase)];
        var photosOf = Enumerable.Range(0, entitiesOfPhoto.Count)
            .SelectMany(photo => entitiesOfPhoto[photo].Distinct(StringComparer.OrdinalIgnoreCase).Select(entity => (entity, photo)))
            .ToLookup(shown => shown.entity, shown => shown.photo, StringComparer.OrdinalIgnoreCase);
        // The message gives a number, not the name: names are never logged.
        foreach (var query in queries)
            if (!photosOf.Contains(entityOfQuery[query]))
                throw new ArgumentException($"No photo shows the person of query {query}; leave such queries out.", nameof(entityOfQuery));

        var entities = new EntityRanks[queries.Length];
        queriesByPhotos.ForEach(
            queries,
            (place, scores) =>
            {
                var entity = entityOfQuery[queries[place]];
                var ranks = new List<int>();
                foreach (var photo in photosOf[entity])
                    ranks.Add(ScoreRank.Of(scores, photo));
                ranks.Sort();
                entities[place] = new(entity, ranks);
            },
            cancellation);
        return new(entities);
    }

    /// <summary>Recall@k: the mean share of a person's photos among the first k, with its 95 % interval.</summary>
    /// <param name="k">Above 0.</param>
    public Interval Recall(int k) => Mean(entity => entity.Recall(k));

    /// <summary>k-min recall@k: as <see cref="Recall"/>, but of the photos that the first k can hold, min(k, the person's photos).</summary>
    /// <param name="k">Above 0.</param>
    public Interval KMinRecall(int k) => Mean(entity => entity.KMinRecall(k));

    /// <summary>mAP@10 as the authors have it, with its 95 % interval: always divided by 10, so that people with fewer photos can't reach 1.</summary>
    public Interval MeanAveragePrecision() => Mean(entity => entity.AveragePrecision(MeanAveragePrecisionK));

    /// <summary>mAP@10 divided by min(10, the person's photos), with its 95 % interval: 1 where all that could be found comes first.</summary>
    public Interval NormalisedMeanAveragePrecision() => Mean(entity => entity.NormalisedAveragePrecision(MeanAveragePrecisionK));

    private Interval Mean(Func<EntityRanks, double> figure)
    {
        var figures = Entities.Select(figure).ToArray();
        return Bootstrap.Of(figures.Length, drawn =>
        {
            var sum = 0.0;
            foreach (var entity in drawn)
                sum += figures[entity];
            return sum / drawn.Count;
        });
    }
}

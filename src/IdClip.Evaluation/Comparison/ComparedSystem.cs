using IdClip.Evaluation.Metrics;

namespace IdClip.Evaluation.Comparison;

/// <summary>How one system ranked the photos of a <see cref="ComparisonSet"/>.</summary>
/// <param name="Group">What it belongs to, for example <c>CLIP</c> or an adapter; systems of one group follow each other.</param>
/// <param name="Name">What it is asked with.</param>
/// <param name="Role">Whether it is compared or compared to.</param>
/// <param name="Captions">Photos by captions and captions by photos.</param>
/// <param name="People">Photos by a person alone; null where the system knows no person.</param>
public sealed record ComparedSystem(string Group, string Name, SystemRole Role, CaptionRetrieval Captions, EntityRetrieval? People)
{
    /// <summary>Ranks by scores.</summary>
    /// <param name="set">What was asked.</param>
    /// <param name="group">Its group.</param>
    /// <param name="name">Its name.</param>
    /// <param name="role">Its role.</param>
    /// <param name="captionScores">[questions, photos], row by row.</param>
    /// <param name="personScores">[people, photos], row by row.</param>
    /// <param name="cancellation">Ends it between two queries.</param>
    public static ComparedSystem OfScores(
        ComparisonSet set, string group, string name, SystemRole role, float[] captionScores, float[] personScores, CancellationToken cancellation) => new(
            group, name, role,
            CaptionRetrieval.Of(Similarity.OfScores(captionScores, set.Questions.Count, set.Photos.Count), set.PhotoOf, cancellation),
            EntityRetrieval.Of(
                Similarity.OfScores(personScores, set.People.Count, set.Photos.Count), set.People, [.. set.Photos.Select(photo => photo.People)], cancellation));

    /// <summary>Ranks by the cosines of texts to photos.</summary>
    /// <param name="set">What is asked.</param>
    /// <param name="group">Its group.</param>
    /// <param name="form">How it is asked.</param>
    /// <param name="role">Its role.</param>
    /// <param name="photos">The unit embedding of each photo.</param>
    /// <param name="embeddingOf">The unit embedding of each text of the form.</param>
    /// <param name="cancellation">Ends it between two queries.</param>
    public static ComparedSystem OfTexts(
        ComparisonSet set, string group, QueryForm form, SystemRole role, IReadOnlyList<float[]> photos, Func<PersonText, float[]> embeddingOf, CancellationToken cancellation)
    {
        float[] items = [.. photos.SelectMany(photo => photo)];
        var width = photos[0].Length;
        List<int> photoOfQuery = [];
        List<float> queries = [];
        foreach (var (question, photo) in set.Questions.Zip(set.PhotoOf))
            foreach (var texts in form.QueriesOf(question))
            {
                queries.AddRange(UnitMean.Of([.. texts.Select(embeddingOf)]));
                photoOfQuery.Add(photo);
            }
        var captions = CaptionRetrieval.Of(Similarity.OfEmbeddings([.. queries], items, width), photoOfQuery, cancellation);
        if (form.Expansion is null)
            return new(group, form.Name, role, captions, null);
        float[] people = [.. set.People.SelectMany(person => UnitMean.Of([.. form.PersonQueryOf(person)!.Select(embeddingOf)]))];
        return new(group, form.Name, role, captions, EntityRetrieval.Of(
            Similarity.OfEmbeddings(people, items, width), set.People, [.. set.Photos.Select(photo => photo.People)], cancellation));
    }

    /// <summary>Queries that were asked with captions.</summary>
    public int Queries { get; } = Captions.PhotoRanks.Sum(ranks => ranks.Count);
}

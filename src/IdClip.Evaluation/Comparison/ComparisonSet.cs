using IdClip.Evaluation.Protocol;

namespace IdClip.Evaluation.Comparison;

/// <summary>What every system of a comparison is asked: the same questions about the same photos.</summary>
public sealed class ComparisonSet
{
    /// <summary>Captions of a photo that are asked, as in the authors' code.</summary>
    public const int MostCaptions = 5;

    private ComparisonSet(IReadOnlyList<ManifestEntry> photos, IReadOnlyList<RecallQuestion> questions, IReadOnlyList<string> people)
    {
        Photos = photos;
        Questions = questions;
        People = people;
        var numbers = photos.Index().ToDictionary(photo => photo.Item.Path, photo => photo.Index);
        PhotoOf = [.. questions.Select(question => numbers[question.Photo.Path])];
    }

    /// <summary>The photos that may be answers, in the manifest's order, with at most <see cref="MostCaptions"/> captions each.</summary>
    public IReadOnlyList<ManifestEntry> Photos { get; }

    /// <summary>Every enrolled person of a photo with each of its captions; the questions of one photo follow each other.</summary>
    public IReadOnlyList<RecallQuestion> Questions { get; }

    /// <summary>The number of each question's photo.</summary>
    public IReadOnlyList<int> PhotoOf { get; }

    /// <summary>Enrolled people who are in at least one photo, in the order in which they first appear, as the enrolment writes them.</summary>
    public IReadOnlyList<string> People { get; }

    /// <summary>Reads the questions off a manifest.</summary>
    /// <param name="manifest">Photos that may be answers; enrolment photos must be left out of it.</param>
    /// <param name="enrolled">Names that can be asked for.</param>
    /// <exception cref="ManifestException">No photo has both a caption and an enrolled person.</exception>
    public static ComparisonSet Of(Manifest manifest, IReadOnlyCollection<string> enrolled)
    {
        var names = enrolled.ToDictionary(name => name, StringComparer.OrdinalIgnoreCase);
        var photos = manifest.Entries
            .Select(photo => photo with
            {
                Captions = [.. photo.Captions.Take(MostCaptions)],
                // One spelling of a name, so that faces and queries are found by it.
                People = [.. photo.People.Select(person => names.GetValueOrDefault(person, person))],
            })
            .ToList();
        var questions = RecallQuestion.Of(manifest with { Entries = photos }, enrolled);
        return questions.Count > 0
            ? new(photos, questions, [.. photos.SelectMany(photo => photo.People).Where(names.ContainsKey).Distinct(StringComparer.OrdinalIgnoreCase)])
            : throw new ManifestException("There is nothing to ask: no photo of the manifest has both a caption and an enrolled person.");
    }
}

using IdClip.Archive.Catalogue;

namespace IdClip.Search.Evidence;

/// <summary>A scored photo before its description is read.</summary>
/// <param name="PhotoId">The photo.</param>
/// <param name="Score">Fused evidence.</param>
/// <param name="People">The face of each wanted person.</param>
/// <param name="Conditions">What else the query asked of the people there, with probabilities: "not Wei Sarto", "nobody else".</param>
/// <param name="Context">Evidence of the words, or null.</param>
/// <param name="Joint">Probability of the adapter, or null.</param>
internal sealed record RankedPhoto(
    long PhotoId, double Score, IReadOnlyList<RankedPhoto.Person> People, IReadOnlyList<(string What, double Probability)> Conditions,
    ContextEvidence? Context, double? Joint)
{
    /// <summary>Likeness to an example's scene, or null.</summary>
    public ContextEvidence? Scene { get; init; }

    /// <summary>A wanted person.</summary>
    /// <param name="Name">Enrolled name, or <c>unknown</c>.</param>
    /// <param name="Probability">That the face is the person.</param>
    /// <param name="Cosine">Of the face to the person's template.</param>
    /// <param name="FaceId">The face, or null.</param>
    /// <param name="IsNamed">Whether a person has said so.</param>
    public sealed record Person(string Name, double Probability, float Cosine, long? FaceId, bool IsNamed = false);

    /// <summary>The answer that people see.</summary>
    public Answer Describe(PhotoDetails photo)
    {
        var people = People.Select(p =>
        {
            var place = 0;
            while (place < photo.Faces.Count && photo.Faces[place].Id != p.FaceId)
                place++;
            var face = place < photo.Faces.Count ? photo.Faces[place] : null;
            return new PersonEvidence(p.Name.Trim('{', '}'), p.Probability, p.Cosine, face, face is null ? 0 : place + 1, p.IsNamed);
        }).ToList();
        return new(photo, Score, people, Context, Joint, ReasonText.Of(people, Conditions, Context, Scene, Joint)) { Scene = Scene };
    }
}

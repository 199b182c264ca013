using IdClip.Evaluation.Comparison;

namespace IdClip.Composition.Comparison;

/// <summary>Embeddings of texts, each different text once: equal texts must tie, and most questions share theirs with others.</summary>
internal sealed class TextEmbeddings
{
    private readonly Dictionary<PersonText, int> places = [];
    private readonly float[][] embeddings;

    private TextEmbeddings(IReadOnlyList<PersonText> texts, float[][] embeddings)
    {
        this.embeddings = embeddings;
        foreach (var (place, text) in texts.Index())
            places.Add(text, place);
    }

    /// <summary>The embedding of one of the texts.</summary>
    public float[] this[PersonText text] => embeddings[places[text]];

    /// <summary>Every different text that a set is asked with in some forms, persons alone included.</summary>
    public static IReadOnlyList<PersonText> TextsOf(ComparisonSet set, IEnumerable<QueryForm> forms) =>
    [
        .. forms.SelectMany(form => set.Questions.SelectMany(form.QueriesOf).SelectMany(query => query)
            .Concat(set.People.SelectMany(person => form.PersonQueryOf(person) ?? []))).Distinct(),
    ];

    /// <summary>Encodes texts on all cores.</summary>
    public static TextEmbeddings Encode(
        IReadOnlyList<PersonText> texts, Func<IReadOnlyList<PersonText>, IReadOnlyList<float[]>> encode, IProgress<int>? progress, CancellationToken ct)
    {
        // Texts of like length run together, so a chunk should hold such.
        PersonText[] sorted = [.. texts.OrderBy(text => text.Text.Length)];
        return new(sorted, Chunks.Select(sorted, encode, progress, ct));
    }
}

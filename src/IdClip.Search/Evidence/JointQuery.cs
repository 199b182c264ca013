using IdClip.Archive.People;
using IdClip.Search.Query;

namespace IdClip.Search.Evidence;

/// <summary>A query as an adapter reads it: for each wanted name the adapter's prompt about that face, and the words.</summary>
internal sealed class JointQuery
{
    private readonly string? _context;
    private readonly float[] _faces;

    /// <param name="query">A query that <see cref="Fits"/>, with names as enrolled.</param>
    /// <param name="people">The gallery.</param>
    public JointQuery(HybridQuery query, IReadOnlyList<EnrolledPerson> people)
    {
        _context = query.Context;
        var choices = Named(query).Select(choice => choice.AnyOf.Select(mention => mention.Name!).ToArray()).ToArray();
        Names = [.. choices.SelectMany(choice => choice).Distinct()];
        Choices = Array.ConvertAll(choices, choice => Array.ConvertAll(choice, Names.IndexOf));
        _faces = PersonTemplate.Of(Names, people, people.First(p => p.Embeddings.Count > 0).Embeddings[0].Length);
    }

    /// <summary>The wanted people; each is a text.</summary>
    public List<string> Names { get; }

    /// <summary>The texts of each wanted choice, of which the best counts.</summary>
    public int[][] Choices { get; }

    /// <summary>Whether a query wants somebody by name, and all such have a face: a choice that a stranger would satisfy says nothing about any face.</summary>
    public static bool Fits(HybridQuery query, IReadOnlyList<EnrolledPerson> people) =>
        Named(query).Any() && Named(query).All(choice => choice.AnyOf.All(mention => people.Any(p => p.Name == mention.Name && p.Embeddings.Count > 0)));

    /// <summary>The texts, row-major.</summary>
    /// <exception cref="AdapterException">The adapter can't be used any more.</exception>
    public float[] Encode(IJointQueryEncoder adapter)
    {
        var text = _context is null ? adapter.Prompt : $"{adapter.Prompt}. {_context}";
        var faces = _faces.Chunk(_faces.Length / Names.Count).ToArray();
        return [.. adapter.EncodeText(text, faces).SelectMany(embedding => embedding)];
    }

    private static IEnumerable<PersonChoice> Named(HybridQuery query) => query.Wanted.Where(choice => !choice.AnyOf.Any(mention => mention.IsUnknown));
}

using IdClip.Archive.People;
using IdClip.Search.Query;

namespace IdClip.Search.Examples;

/// <summary>Makes the people of an example people of a query.</summary>
internal static class ExamplePeople
{
    /// <summary>The query that also wants the example's enrolled people, unless it speaks of them.</summary>
    public static HybridQuery AddNames(HybridQuery query, IReadOnlyList<string> names)
    {
        var spokenOf = query.Wanted.SelectMany(w => w.AnyOf).Concat(query.Excluded).Select(m => m.Name).ToHashSet();
        return Add(query, [.. names.Where(name => !spokenOf.Contains(name))]);
    }

    /// <summary>The query that also wants faces, and the gallery that knows them for as long as it is answered.</summary>
    public static (HybridQuery Query, IReadOnlyList<EnrolledPerson> People) AddFaces(
        HybridQuery query, IReadOnlyList<EnrolledPerson> people, IReadOnlyList<float[]> faces)
    {
        // No name may hold braces, so nobody enrolled is called like this.
        var strangers = faces.Select((face, place) => new EnrolledPerson(0, $"{{face {place + 1} of the example}}", [face])).ToList();
        return (Add(query, [.. strangers.Select(s => s.Name)]), [.. people, .. strangers]);
    }

    private static HybridQuery Add(HybridQuery query, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
            return query;
        if (query.Wanted.Count + query.Excluded.Count + names.Count > QueryParser.MaxNames)
            throw new QueryException(QueryProblem.Example, $"The query and the example have more than {QueryParser.MaxNames} people together. Take some away.");
        var choices = names.Select(name => new PersonChoice([new PersonMention(name, 0)])).ToList();
        // Names stand before the words that are about them; a list of names at the start goes on with these.
        return query.Parts is [QueryPeople first, ..]
            ? new([first with { Wanted = [.. first.Wanted, .. choices] }, .. query.Parts.Skip(1)])
            : new([new QueryPeople(choices, [], Only: false), .. query.Parts]);
    }
}

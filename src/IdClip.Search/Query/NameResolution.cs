namespace IdClip.Search.Query;

/// <summary>Puts the enrolled names into a query in place of the typed ones.</summary>
internal static class NameResolution
{
    /// <summary>The query with names as enrolled, and a note for each name whose spelling was guessed.</summary>
    /// <exception cref="QueryException">A name is unknown or ambiguous, or two mentions turn out to be one person.</exception>
    public static (HybridQuery Query, IReadOnlyList<string> Notes) Resolve(HybridQuery query, NameMatcher matcher)
    {
        var notes = new List<string>();
        var resolved = new HybridQuery([.. query.Parts.Select(part => part is not QueryPeople people ? part : people with
        {
            Wanted = [.. people.Wanted.Select(w => new PersonChoice([.. w.AnyOf.Select(Enrolled)]))],
            Excluded = [.. people.Excluded.Select(Enrolled)],
        })]);
        QueryParser.Check(resolved);
        return (resolved, notes);

        PersonMention Enrolled(PersonMention mention)
        {
            if (mention.IsUnknown)
                return mention;
            var match = matcher.Resolve(mention);
            if (match.Guessed)
                notes.Add($"\"{mention.Name}\" read as \"{match.Name}\"");
            return mention with { Name = match.Name };
        }
    }
}

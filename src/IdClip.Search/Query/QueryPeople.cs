namespace IdClip.Search.Query;

/// <summary>A list of names that stand together in a query, such as <c>@{A} and @{B}</c>.</summary>
/// <param name="Wanted">Those who must be in the photo.</param>
/// <param name="Excluded">Those who must not.</param>
/// <param name="Only">The list is marked <c>only</c>: nobody else who is enrolled may be recognisable.</param>
public sealed record QueryPeople(IReadOnlyList<PersonChoice> Wanted, IReadOnlyList<PersonMention> Excluded, bool Only) : QueryPart
{
    /// <inheritdoc/>
    public override string ToString() => string.Join(" ",
        [.. Wanted.Select(w => w.ToString()), .. Excluded.Select(e => $"-{e}"), .. Only ? ["only"] : Array.Empty<string>()]);
}

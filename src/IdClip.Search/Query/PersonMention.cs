namespace IdClip.Search.Query;

/// <summary>A person asked for in a query.</summary>
/// <param name="Name">The name as typed, or as enrolled once it is resolved; null for <c>@unknown</c>.</param>
/// <param name="Position">Where the mention starts in the query, in UTF-16 units.</param>
public sealed record PersonMention(string? Name, int Position)
{
    /// <summary>True for <c>@unknown</c>: a face that is none of the enrolled people.</summary>
    public bool IsUnknown => Name is null;

    /// <summary>As it is written in a query: <c>@{Name}</c>, <c>@"Name"</c> where the name has a brace or an @, or <c>@unknown</c>.</summary>
    public override string ToString() =>
        Name is null ? "@unknown" : Name.AsSpan().IndexOfAny('{', '}', '@') < 0 ? $"@{{{Name}}}" : $"@\"{Name}\"";
}

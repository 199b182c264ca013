namespace IdClip.Search.Query;

/// <summary>People of whom at least one must be in the photo; a plain mention is a choice of one.</summary>
/// <param name="AnyOf">At least one mention.</param>
public sealed record PersonChoice(IReadOnlyList<PersonMention> AnyOf)
{
    /// <inheritdoc/>
    public override string ToString() => string.Join(" or ", AnyOf);
}

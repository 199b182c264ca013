namespace IdClip.Search.Query;

/// <summary>Ordinary text of a query.</summary>
/// <param name="Text">Not empty, white space collapsed.</param>
public sealed record QueryWords(string Text) : QueryPart
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}

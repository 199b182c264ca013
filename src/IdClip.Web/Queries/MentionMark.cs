namespace IdClip.Web.Queries;

/// <summary>A whole mention in the text of a query: what the box shows as a chip.</summary>
/// <param name="Start">Where it starts, its sign included, in UTF-16 units.</param>
/// <param name="Length">How far it goes, closing brace included.</param>
/// <param name="Name">The name as typed; null for <c>@unknown</c>.</param>
/// <param name="Role">What is asked of the person.</param>
public sealed record MentionMark(int Start, int Length, string? Name, MentionRole Role)
{
    /// <summary>Where the text goes on.</summary>
    public int End => Start + Length;

    /// <summary>What the chip is called.</summary>
    public string Label => Name ?? "somebody unknown";
}

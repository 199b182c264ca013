namespace IdClip.Web.Jobs.Orders;

/// <summary>A field of a form that orders a job.</summary>
/// <param name="Name">Its name in the interface, for example <c>per_context</c>.</param>
/// <param name="Label">What it is called on the page.</param>
/// <param name="Help">What to give, in a sentence or less.</param>
public sealed record OrderField(string Name, string Label, string Help)
{
    /// <summary>What can be given.</summary>
    public OrderFieldKind Kind { get; init; }

    /// <summary>What is there at first.</summary>
    public string Default { get; init; } = "";

    /// <summary>Whether something must be given.</summary>
    public bool Required { get; init; }

    /// <summary>Whether few need it, so that it is shown when asked for.</summary>
    public bool IsRare { get; init; }

    /// <summary>Values that are offered, with what they are; others may be given too.</summary>
    public IReadOnlyList<(string Value, string About)> Suggestions { get; init; } = [];
}

namespace IdClip.Web.Jobs.Orders;

/// <summary>What a field takes.</summary>
public enum OrderFieldKind
{
    /// <summary>A text, such as a path or a name.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>Yes or no.</summary>
    Check,
}

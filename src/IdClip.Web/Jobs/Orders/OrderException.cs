namespace IdClip.Web.Jobs.Orders;

/// <summary>Fields of an order are at fault.</summary>
/// <param name="problems">By the field's name, what to do about it.</param>
public sealed class OrderException(IReadOnlyDictionary<string, string> problems) : Exception(string.Join(' ', problems.Values))
{
    /// <summary>By the field's name, what to do about it.</summary>
    public IReadOnlyDictionary<string, string> Problems => problems;
}

namespace IdClip.Web.Queries;

/// <summary>Links that hold the whole query.</summary>
internal static class QueryLink
{
    public static string To(string query) => string.IsNullOrWhiteSpace(query) ? "/" : $"/?q={Uri.EscapeDataString(query.Trim())}";
}

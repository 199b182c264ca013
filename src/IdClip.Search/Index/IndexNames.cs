using System.Text.RegularExpressions;

namespace IdClip.Search.Index;

/// <summary>Names that every store takes: those that Milvus has for collections.</summary>
internal static partial class IndexNames
{
    /// <summary>Refuses what is no name.</summary>
    /// <exception cref="ArgumentException">It is no name.</exception>
    public static string Require(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Pattern().IsMatch(name)
            ? name
            : throw new ArgumentException($"\"{name}\" cannot be an index's name: use a letter or underscore, then up to 127 letters, digits and underscores.", nameof(name));
    }

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]{0,127}\z")]
    private static partial Regex Pattern();
}

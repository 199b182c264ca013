using System.Text;

namespace IdClip.Terminal;

/// <summary>Names of enumerations as people read them.</summary>
internal static class Words
{
    /// <summary>The name in lower-case words: <c>NoFittingIdentity</c> is "no fitting identity".</summary>
    public static string Of<T>(T value)
        where T : struct, Enum
    {
        var words = new StringBuilder();
        foreach (var letter in value.ToString())
        {
            if (char.IsUpper(letter) && words.Length > 0)
                words.Append(' ');
            words.Append(char.ToLowerInvariant(letter));
        }
        return words.ToString();
    }

    /// <summary>Counts by name, the greatest first: "no face 12, small face 3"; "none" where there are none.</summary>
    public static string Of<T>(IReadOnlyDictionary<T, int> counts)
        where T : struct, Enum =>
        counts.Values.Any(n => n > 0)
            ? string.Join(", ", counts.Where(c => c.Value > 0).OrderByDescending(c => c.Value).ThenBy(c => c.Key).Select(c => $"{Of(c.Key)} {c.Value}"))
            : "none";
}

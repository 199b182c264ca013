using System.Globalization;
using System.Text;

namespace IdClip.Xmp.Export;

/// <summary>Names for copies in one folder: no part of a path, allowed on every system, and told apart by more than case.</summary>
internal sealed class ExportNames
{
    private const int MostBytes = 180;

    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(n => (string[])[$"COM{n}", $"LPT{n}"])], StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name of the next copy.</summary>
    /// <param name="path">The file.</param>
    public string Next(string path)
    {
        var extension = Safe(Path.GetExtension(path), 16);
        var stem = Safe(Path.GetFileNameWithoutExtension(path), MostBytes).Trim().TrimEnd('.');
        // What begins with a dot is hidden; what a device is called cannot be written on Windows.
        if (stem.Length == 0 || stem[0] == '.' || Devices.Contains(stem.Split('.')[0]))
            stem = "_" + stem;
        var name = stem + extension;
        for (var number = 2; !_taken.Add(name); number++)
            name = string.Create(CultureInfo.InvariantCulture, $"{stem} ({number}){extension}");
        return name;
    }

    private static string Safe(string name, int mostBytes)
    {
        var safe = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            var allowed = rune.Value is not ('<' or '>' or ':' or '"' or '/' or '\\' or '|' or '?' or '*' or 0xFFFD)
                && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            mostBytes -= allowed ? rune.Utf8SequenceLength : 1;
            if (mostBytes < 0)
                break;
            safe.Append(allowed ? rune.ToString() : "_");
        }
        return safe.ToString();
    }
}

using System.Globalization;

namespace IdClip.Models.Store;

/// <summary>Sizes of files as people read them.</summary>
public static class ByteSize
{
    /// <summary>The size in MB or GB (powers of ten, as download pages have it).</summary>
    public static string Text(long bytes) => bytes >= 1_000_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.00} GB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");
}

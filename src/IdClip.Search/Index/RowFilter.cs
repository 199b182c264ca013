namespace IdClip.Search.Index;

/// <summary>Whether a row of an index file may be found.</summary>
internal delegate bool RowFilter(in IndexRow row);

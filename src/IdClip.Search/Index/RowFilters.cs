namespace IdClip.Search.Index;

/// <summary>A <see cref="VectorFilter"/> as a test of one row.</summary>
internal static class RowFilters
{
    /// <summary>Null where every row passes.</summary>
    public static RowFilter? Of(VectorFilter? filter)
    {
        if (filter is null or { Ids: null, Owners: null, From: null, Until: null })
            return null;
        var ids = filter.Ids?.ToHashSet();
        var owners = filter.Owners?.ToHashSet();
        // A row without a date is of day 0, before any limit; an upper limit alone must leave it out too.
        var dated = filter.From is not null || filter.Until is not null;
        var from = Math.Max(filter.From?.DayNumber ?? 0, 1);
        var until = filter.Until?.DayNumber ?? int.MaxValue;
        return (in IndexRow row) =>
            (ids is null || ids.Contains(row.Id))
            && (owners is null || owners.Contains(row.Owner))
            && (!dated || (row.Day >= from && row.Day <= until));
    }
}

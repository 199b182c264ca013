using System.Globalization;
using System.Text;
using IdClip.Search.Index;

namespace IdClip.Search.Milvus;

/// <summary>What a collection holds, and filters over it.</summary>
internal static class MilvusFields
{
    public const string Id = "id";
    public const string Owner = "owner";

    /// <summary>Day number of the date; 0 for none.</summary>
    public const string Day = "day";

    public const string Vector = "vector";

    public const string Count = "count(*)";

    /// <summary>Milvus's limit of an answer (its <c>quotaAndLimits.limits.topK</c>).</summary>
    public const int MaxHits = 16_384;

    /// <summary>Queries that are asked at once: with as many hits as there can be about 10 MB of answers.</summary>
    public const int QueriesPerMessage = 32;

    /// <summary>Rows that are sent at once: about 8 MB, which leaves room below the smallest limit that Milvus ships with (64 MB).</summary>
    public static int RowsPerMessage(int dimension) => Math.Max(1, (8 << 20) / (dimension * sizeof(float) + 24));

    /// <summary>The filter as a boolean expression; null where nothing can pass, empty where all does.</summary>
    public static string? Expression(VectorFilter? filter)
    {
        if (filter is null)
            return "";
        if (filter.Ids is { Count: 0 } || filter.Owners is { Count: 0 } || filter.From > filter.Until)
            return null;
        var conditions = new List<string>();
        if (filter.Ids is { } ids)
            conditions.Add(OneOf(Id, ids));
        if (filter.Owners is { } owners)
            conditions.Add(OneOf(Owner, owners));
        // Rows without a date are of day 0.
        if (filter.From is not null || filter.Until is not null)
            conditions.Add(Compare(Day, ">=", Math.Max(filter.From?.DayNumber ?? 0, 1)));
        if (filter.Until is { } until)
            conditions.Add(Compare(Day, "<=", until.DayNumber));
        return string.Join(" and ", conditions);
    }

    /// <summary>A condition that a field is one of some numbers.</summary>
    public static string OneOf(string field, IEnumerable<long> values) =>
        new StringBuilder(field).Append(" in [").AppendJoin(',', values).Append(']').ToString();

    private static string Compare(string field, string operation, int value) =>
        string.Create(CultureInfo.InvariantCulture, $"{field} {operation} {value}");
}

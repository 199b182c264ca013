using IdClip.Search.Query;

namespace IdClip.Search.Evidence;

/// <summary>Which people of the gallery a query needs scored, and which column of the face probabilities each is.</summary>
internal sealed class PersonColumns
{
    /// <summary>Column that stands for <c>@unknown</c>.</summary>
    public const int Unknown = -1;

    /// <param name="query">A query with names as enrolled.</param>
    /// <param name="everyone">All enrolled names; scored too where the query speaks of anybody else.</param>
    public PersonColumns(HybridQuery query, IEnumerable<string> everyone)
    {
        var mentions = query.Wanted.SelectMany(w => w.AnyOf).Concat(query.Excluded).ToList();
        var names = mentions.Where(m => !m.IsUnknown).Select(m => m.Name!).ToList();
        if (query.Only || mentions.Any(m => m.IsUnknown))
            names.AddRange(everyone.Except(names));
        Names = names;
        Wanted = [.. query.Wanted.Select(w => w.AnyOf.Select(ColumnOf).ToArray())];
        Excluded = [.. query.Excluded.Select(ColumnOf)];
        var wanted = Wanted.SelectMany(w => w).ToHashSet();
        Others = query.Only ? [.. Enumerable.Range(0, names.Count).Where(c => !wanted.Contains(c))] : [];
        Only = query.Only;
    }

    /// <summary>The person of each column.</summary>
    public List<string> Names { get; }

    /// <summary>Columns of each wanted choice.</summary>
    public int[][] Wanted { get; }

    /// <summary>Columns of the excluded.</summary>
    public int[] Excluded { get; }

    /// <summary>Nobody of <see cref="Others"/> may be recognisable on a face that no wanted person has.</summary>
    public bool Only { get; }

    /// <summary>Enrolled people whom the query does not want; filled for <c>only</c>.</summary>
    public int[] Others { get; }

    private int ColumnOf(PersonMention mention) => mention.IsUnknown ? Unknown : Names.IndexOf(mention.Name!);
}

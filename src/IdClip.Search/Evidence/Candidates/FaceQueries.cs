using System.Numerics.Tensors;

namespace IdClip.Search.Evidence.Candidates;

/// <summary>What an index of faces is asked for to propose photos.</summary>
internal static class FaceQueries
{
    /// <summary>A query for each wanted person in the order of <see cref="People"/>, and where a stranger is wanted one for faces unlike everybody enrolled.</summary>
    /// <param name="columns">People.</param>
    /// <param name="templates">Row-major, a row for each of them.</param>
    public static (float[] Queries, int Count) Of(PersonColumns columns, float[] templates)
    {
        var width = templates.Length / columns.Names.Count;
        var people = People(columns);
        var stranger = columns.Wanted.Any(choice => choice.Contains(PersonColumns.Unknown));
        var queries = new float[(people.Length + (stranger ? 1 : 0)) * width];
        for (var i = 0; i < people.Length; i++)
            templates.AsSpan(people[i] * width, width).CopyTo(queries.AsSpan(i * width));
        if (stranger)
        {
            // Away from the middle of all: no inner product says how far a face is from the nearest of several people.
            var away = queries.AsSpan(people.Length * width);
            for (var column = 0; column < columns.Names.Count; column++)
                TensorPrimitives.Subtract(away, templates.AsSpan(column * width, width), away);
        }
        // Of a query that only excludes people, the words alone propose.
        return (queries, queries.Length / width);
    }

    /// <summary>Columns of the wanted people, each once.</summary>
    public static int[] People(PersonColumns columns) =>
        [.. columns.Wanted.SelectMany(choice => choice).Where(column => column != PersonColumns.Unknown).Distinct()];
}

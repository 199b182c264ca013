namespace IdClip.Archive.People;

/// <summary>Gives names to faces so that one face never satisfies two names.</summary>
public static class FaceAssignment
{
    /// <summary>The assignment of names to different faces with the greatest sum of weights; a name may stay without a face, which weighs 0.</summary>
    /// <remarks>Hungarian method with potentials (Kuhn 1955; Jonker and Volgenant 1987), O(names² x (names + faces)).</remarks>
    /// <param name="weights">Row-major, names x faces; a weight of 0 or less is never chosen.</param>
    /// <param name="names">Rows.</param>
    /// <param name="faces">Columns, 0 or more.</param>
    /// <param name="faceOf">Receives the face of each name, -1 for none.</param>
    public static void BestMatching(ReadOnlySpan<double> weights, int names, int faces, Span<int> faceOf)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, names * faces);
        // Beside the faces there are as many places where a name waits without a face at no cost.
        var places = faces + names;
        Span<double> rowPotential = places <= 64 ? stackalloc double[names + 1] : new double[names + 1];
        Span<double> potential = places <= 64 ? stackalloc double[places + 1] : new double[places + 1];
        Span<double> slack = places <= 64 ? stackalloc double[places + 1] : new double[places + 1];
        Span<int> nameAt = places <= 64 ? stackalloc int[places + 1] : new int[places + 1];
        Span<int> cameFrom = places <= 64 ? stackalloc int[places + 1] : new int[places + 1];
        Span<bool> visited = places <= 64 ? stackalloc bool[places + 1] : new bool[places + 1];
        rowPotential.Clear();
        potential.Clear();
        nameAt.Clear();

        // Rows and columns count from 1; column 0 is where the row to be placed starts.
        for (var row = 1; row <= names; row++)
        {
            nameAt[0] = row;
            slack.Fill(double.PositiveInfinity);
            visited.Clear();
            var at = 0;
            do
            {
                visited[at] = true;
                var name = nameAt[at];
                var (least, nearest) = (double.PositiveInfinity, 0);
                for (var place = 1; place <= places; place++)
                {
                    if (visited[place])
                        continue;
                    var cost = place > faces ? 0 : -weights[(name - 1) * faces + place - 1];
                    var reduced = cost - rowPotential[name] - potential[place];
                    if (reduced < slack[place])
                        (slack[place], cameFrom[place]) = (reduced, at);
                    if (slack[place] < least)
                        (least, nearest) = (slack[place], place);
                }
                for (var place = 0; place <= places; place++)
                    if (visited[place])
                    {
                        rowPotential[nameAt[place]] += least;
                        potential[place] -= least;
                    }
                    else
                        slack[place] -= least;
                at = nearest;
            }
            while (nameAt[at] != 0);
            for (; at != 0; at = cameFrom[at])
                nameAt[at] = nameAt[cameFrom[at]];
        }

        faceOf[..names].Fill(-1);
        for (var face = 1; face <= faces; face++)
            if (nameAt[face] is > 0 and var name && weights[(name - 1) * faces + face - 1] > 0)
                faceOf[name - 1] = face - 1;
    }
}

using System.Numerics.Tensors;
using IdClip.Archive.People;

namespace IdClip.Search.Evidence;

/// <summary>The score of each photo: a weighted product of the probabilities that everything the query asks holds.</summary>
/// <remarks>
/// <c>log score = w_person (sum log p_wanted + sum log(1 - p_excluded) + log p_only) + w_context log p_context + w_joint log p_joint</c>.
/// Products saturate: once a face surely is the person, the context ranks; where the person surely is not there, no context helps.
/// </remarks>
/// <param name="columns">What is asked.</param>
/// <param name="probabilities">Row-major, faces x columns: each face being each person.</param>
/// <param name="faces">The faces of each photo.</param>
/// <param name="contextFactors">What each photo's context and joint evidence multiply its score by (<see cref="ToFactors"/>), or empty.</param>
/// <param name="weights">Weights.</param>
internal sealed class EvidenceFusion(
    PersonColumns columns, ReadOnlyMemory<float> probabilities, PhotoFaces faces, ReadOnlyMemory<float> contextFactors, FusionWeights weights)
{
    private readonly int _width = columns.Names.Count;

    /// <summary>Turns probabilities into what they multiply scores by: their power of the evidence's weight.</summary>
    public static void ToFactors(Span<float> probabilities, double weight)
    {
        if (weight == 0.5)
            TensorPrimitives.Sqrt(probabilities, probabilities);
        else if (weight != 1 && !probabilities.IsEmpty)
            TensorPrimitives.Pow(probabilities, (float)weight, probabilities);
    }

    /// <summary>Scores one photo.</summary>
    /// <param name="photo">Its row.</param>
    /// <param name="needed">A photo that cannot reach this may come back with any value below it.</param>
    /// <param name="faceOf">Receives, for each wanted choice, the place of its face among the photo's faces, -1 for none; valid where the score reaches <paramref name="needed"/>.</param>
    public double Score(int photo, double needed, Span<int> faceOf)
    {
        double contextFactor = contextFactors.IsEmpty ? 1 : contextFactors.Span[photo];
        // People only take from it.
        if (contextFactor < needed)
            return contextFactor;
        var rows = faces.Of(photo);
        double people = 1;
        var contested = false;
        for (var choice = 0; choice < columns.Wanted.Length; choice++)
        {
            var (best, at) = (0.0, -1);
            for (var face = 0; face < rows.Length; face++)
                if (OfChoice(rows[face], choice) is var p && p > best)
                    (best, at) = (p, face);
            people *= Present(best);
            contested |= at >= 0 && faceOf[..choice].Contains(at);
            faceOf[choice] = at;
        }
        people *= Absent(rows);
        // The bound lets a face serve two names; assigning faces can only lower it.
        if (contextFactor * Power(people, weights.Person) is var bound && bound < needed)
            return bound;

        if (contested)
            people = Assign(rows, faceOf) * Absent(rows);
        if (columns.Only)
            people *= Alone(rows, faceOf);
        return contextFactor * Power(people, weights.Person);
    }

    /// <summary>Probability that a face is one of the people of a wanted choice.</summary>
    /// <param name="photo">The photo's row.</param>
    /// <param name="face">Place among the photo's faces.</param>
    /// <param name="choice">The wanted choice.</param>
    /// <param name="likeliest">The likeliest column, or <see cref="PersonColumns.Unknown"/>.</param>
    public double FaceProbability(int photo, int face, int choice, out int likeliest)
    {
        var row = faces.Of(photo)[face];
        likeliest = columns.Wanted[choice].MaxBy(c => OfColumn(row, c));
        return OfChoice(row, choice);
    }

    /// <summary>Probability that an excluded person is not in the photo.</summary>
    public double AbsentProbability(int photo, int excluded) => 1 - Highest(faces.Of(photo), columns.Excluded[excluded]);

    /// <summary>Probability that nobody else is recognisable.</summary>
    public double AloneProbability(int photo, ReadOnlySpan<int> faceOf) => Alone(faces.Of(photo), faceOf);

    private double Assign(ReadOnlySpan<int> rows, Span<int> faceOf)
    {
        var choices = columns.Wanted.Length;
        var size = choices * rows.Length;
        var gains = size <= 256 ? stackalloc double[size] : new double[size];
        for (var choice = 0; choice < choices; choice++)
            for (var face = 0; face < rows.Length; face++)
                gains[choice * rows.Length + face] = Math.Log(Present(OfChoice(rows[face], choice)) / weights.MissedFace);
        FaceAssignment.BestMatching(gains, choices, rows.Length, faceOf);

        double people = 1;
        for (var choice = 0; choice < choices; choice++)
            people *= Present(faceOf[choice] < 0 ? 0 : OfChoice(rows[faceOf[choice]], choice));
        return people;
    }

    private double Absent(ReadOnlySpan<int> rows)
    {
        double absent = 1;
        foreach (var column in columns.Excluded)
            absent *= 1 - Highest(rows, column);
        return absent;
    }

    private double Alone(ReadOnlySpan<int> rows, ReadOnlySpan<int> faceOf)
    {
        double alone = 1;
        for (var face = 0; face < rows.Length; face++)
            if (!faceOf[..columns.Wanted.Length].Contains(face))
                foreach (var other in columns.Others)
                    alone *= 1 - OfColumn(rows[face], other);
        return alone;
    }

    private double Highest(ReadOnlySpan<int> rows, int column)
    {
        double highest = 0;
        foreach (var row in rows)
            highest = Math.Max(highest, OfColumn(row, column));
        return highest;
    }

    private double OfChoice(int row, int choice)
    {
        var any = columns.Wanted[choice];
        if (any.Length == 1)
            return OfColumn(row, any[0]);
        double none = 1;
        foreach (var column in any)
            none *= 1 - OfColumn(row, column);
        return 1 - none;
    }

    private double OfColumn(int row, int column)
    {
        var people = probabilities.Span.Slice(row * _width, _width);
        if (column != PersonColumns.Unknown)
            return people[column];
        double nobody = 1;
        foreach (var p in people)
            nobody *= 1 - p;
        return nobody;
    }

    // A face turned away is not detected, so a photo without the face is unlikely, not impossible.
    private double Present(double p) => 1 - (1 - weights.MissedFace) * (1 - p);

    private static double Power(double value, double weight) => weight == 1 ? value : Math.Pow(value, weight);
}

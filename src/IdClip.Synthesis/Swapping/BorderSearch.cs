namespace IdClip.Synthesis.Swapping;

/// <summary>Finds the closed border along which two aligned faces differ least, between the whole outline and a smaller one (after Jia, Sun, Tang and Shum 2006, "Drag-and-Drop Pasting", with dynamic programming over radii).</summary>
internal static class BorderSearch
{
    private const int Choices = 18;

    // Beyond this a difference is hair or background, however dark.
    private const float MostApart = 60;

    /// <summary>The outline drawn in to the best border.</summary>
    /// <param name="outline">The largest outline.</param>
    /// <param name="apart">How far apart the faces' colours are at a pixel (delta E).</param>
    /// <param name="settings">How far and at what price the outline gives way.</param>
    public static FaceContour Best(FaceContour outline, Func<float, float, float> apart, WarpSettings settings)
    {
        const int Directions = FaceContour.Directions;
        var prices = new float[Directions * Choices];
        for (var direction = 0; direction < Directions; direction++)
        {
            for (var choice = 0; choice < Choices; choice++)
            {
                var (x, y) = outline.Point(direction, outline.Radii[direction] * Share(choice, settings.Give));
                var given = (float)choice / (Choices - 1);
                prices[(direction * Choices) + choice] = MathF.Min(apart(x, y), MostApart) + (given * settings.GivePrice);
            }
        }

        var path = Cheapest(prices);
        var radii = new float[Directions];
        for (var direction = 0; direction < Directions; direction++)
            radii[direction] = outline.Radii[direction] * Share(path[direction], settings.Give);
        return outline.With(radii);
    }

    private static float Share(int choice, float give) => 1 - (give * choice / (Choices - 1));

    /// <summary>The cheapest path around in which neighbours differ by at most one choice. The path is laid twice around and its middle kept, where neither end is felt.</summary>
    private static int[] Cheapest(float[] prices)
    {
        const int Directions = FaceContour.Directions, Steps = 2 * Directions;
        var total = new float[Steps * Choices];
        var from = new int[Steps * Choices];
        for (var step = 0; step < Steps; step++)
        {
            for (var choice = 0; choice < Choices; choice++)
            {
                var best = choice;
                if (step > 0)
                    for (var other = Math.Max(0, choice - 1); other <= Math.Min(Choices - 1, choice + 1); other++)
                        if (total[((step - 1) * Choices) + other] < total[((step - 1) * Choices) + best])
                            best = other;
                from[(step * Choices) + choice] = best;
                total[(step * Choices) + choice] = prices[(step % Directions * Choices) + choice] + (step > 0 ? total[((step - 1) * Choices) + best] : 0);
            }
        }

        var path = new int[Directions];
        var at = Array.IndexOf(total, total.AsSpan((Steps - 1) * Choices).ToArray().Min(), (Steps - 1) * Choices) % Choices;
        for (var step = Steps - 1; step >= Directions / 2; step--)
        {
            if (step < Directions / 2 * 3)
                path[step % Directions] = at;
            at = from[(step * Choices) + at];
        }

        return path;
    }
}

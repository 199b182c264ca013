using CsCheck;
using IdClip.Search.Evidence;
using IdClip.Search.Query;

namespace IdClip.Search.Tests.Evidence;

public sealed class EvidenceFusionTests
{
    private static readonly string[] Everyone = ["A", "B", "C"];
    private static readonly FusionWeights Weights = new(Person: 1, Context: 1, MissedFace: 0.01);

    // Probability of being A, B, C.
    private static readonly float[] IsA = [.98f, .01f, .01f], IsB = [.01f, .98f, .01f], IsC = [.01f, .01f, .98f], Stranger = [.01f, .01f, .01f];

    [Fact]
    public void One_face_never_satisfies_two_names()
    {
        float[] twin = [.9f, .9f, .01f];

        Assert.True(Score("@{A} @{B}", 1, IsA, IsB) > .9);
        Assert.True(Score("@{A} @{B}", 1, twin) < .02);
        Assert.True(Score("@{A} @{B}", 1, twin, twin) > .8);
    }

    [Fact]
    public void A_contested_face_goes_where_the_whole_gains_most()
    {
        var faceOf = new int[2];
        Fusion("@{A} @{B}", 1, [[.9f, .8f, 0], [.85f, .1f, 0]]).Score(0, 0, faceOf);

        Assert.Equal([1, 0], faceOf);
    }

    [Fact]
    public void Either_of_two_is_enough() => Assert.True(Score("@{A} or @{B}", 1, IsB) > .97 && Score("@{A} or @{B}", 1, IsC) < .05);

    [Fact]
    public void An_excluded_person_sinks_the_photo()
    {
        Assert.True(Score("@{A} -@{B}", 1, IsA) > .95);
        Assert.True(Score("@{A} -@{B}", 1, IsA, IsB) < .03);
        Assert.True(Score("@{A} -@{B}", 1, IsA, IsC) > .9);
    }

    [Fact]
    public void Only_means_nobody_else_who_is_enrolled()
    {
        Assert.True(Score("only @{A}", 1, IsA) > .95);
        Assert.True(Score("only @{A}", 1, IsA, Stranger) > .9);
        Assert.True(Score("only @{A}", 1, IsA, IsC) < .03);
        Assert.True(Score("only @{A} or @{B}", 1, IsA, IsB) > .9);
    }

    [Fact]
    public void Unknown_is_a_face_that_is_nobody_enrolled()
    {
        Assert.True(Score("@unknown", 1, Stranger) > .95);
        Assert.True(Score("@unknown", 1, IsA, IsB) < .05);
        Assert.True(Score("@{A} @unknown", 1, IsA, Stranger) > .9);
        Assert.True(Score("@{A} @unknown", 1, IsA) < .03);
        Assert.True(Score("@unknown @unknown", 1, Stranger, Stranger) > .9);
        Assert.True(Score("@unknown @unknown", 1, Stranger) < .03);
        Assert.True(Score("@{A} -@unknown", 1, IsA, Stranger) < .05);
        Assert.True(Score("@{A} -@unknown", 1, IsA, IsB) > .9);
    }

    [Fact]
    public void Once_the_person_is_certain_the_context_ranks()
    {
        Assert.True(Score("@{A} on a beach", .9f, [.97f, 0, 0]) > Score("@{A} on a beach", .2f, [.999f, 0, 0]));
        Assert.True(Score("@{A} on a beach", .2f, IsA) > Score("@{A} on a beach", .9f, Stranger));
    }

    [Fact]
    public void A_photo_without_a_face_stays_possible()
    {
        Assert.Equal(.01, Score("@{A}", 1), 1e-9);
        Assert.Equal(.009, Score("@{A} on a beach", .9f), 1e-6);
    }

    [Fact]
    public void Weights_are_exponents()
    {
        foreach (var context in (double[])[0, .5, .7, 1, 2])
        {
            var weights = new FusionWeights(Person: 2, context, MissedFace: 1e-9);
            Assert.Equal(.8 * .8 * Math.Pow(.5, context), Fusion("@{A} on a beach", .5f, [[.8f, 0, 0]], weights).Score(0, 0, new int[1]), 1e-6);
        }
    }

    [Fact]
    public void The_bound_never_hides_a_better_photo() =>
        Gen.Select(
            Gen.OneOf("@{A} @{B}", "@{A} @{B} @{C}", "@{A} or @{B} @{C}", "only @{A} @{B}", "@{A} @unknown -@{C}", "@{A} @{B} on a beach"),
            Gen.Float[0, 1].Array[3].Array[0, 5], Gen.Float[0, 1], Gen.Double[0, 1])
        .Sample((query, faces, context, needed) =>
        {
            var fusion = Fusion(query, context, faces);
            var faceOf = new int[3];
            var exact = fusion.Score(0, double.NegativeInfinity, faceOf);
            var bounded = fusion.Score(0, needed, faceOf);
            return exact >= needed ? bounded == exact : bounded < needed;
        }, iter: 20_000);

    private static double Score(string query, float context, params float[][] faces)
    {
        var choices = HybridQuery.Parse(query).Wanted.Count;
        return Fusion(query, context, faces).Score(0, 0, new int[choices]);
    }

    private static EvidenceFusion Fusion(string text, float context, float[][] faces, FusionWeights? weights = null)
    {
        var query = HybridQuery.Parse(text);
        var columns = new PersonColumns(query, Everyone);
        float[] factors = query.Context is null ? [] : [context];
        EvidenceFusion.ToFactors(factors, (weights ?? Weights).Context);
        var order = columns.Names.Select(n => Array.IndexOf(Everyone, n)).ToArray();
        return new(
            columns,
            faces.SelectMany(f => order.Select(c => f[c])).ToArray(),
            new PhotoFaces([1], [.. faces.Select(_ => 1L)]),
            factors,
            weights ?? Weights);
    }
}

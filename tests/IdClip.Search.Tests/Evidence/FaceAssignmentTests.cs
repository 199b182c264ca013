using CsCheck;
using IdClip.Archive.People;

namespace IdClip.Search.Tests.Evidence;

public sealed class FaceAssignmentTests
{
    private static readonly Gen<(int Names, int Faces, double[] Weights)> Tables =
        from names in Gen.Int[1, 5]
        from faces in Gen.Int[0, 6]
            // Few distinct values, so that ties and refusals (0 or less) are common.
        from weights in Gen.Int[-2, 8].Select(w => w / 4.0).Array[names * faces]
        select (names, faces, weights);

    [Fact]
    public void No_other_assignment_weighs_more() => Tables.Sample(table =>
    {
        var (names, faces, weights) = table;
        var faceOf = new int[names];
        FaceAssignment.BestMatching(weights, names, faces, faceOf);

        var given = faceOf.Where(f => f >= 0).ToList();
        Assert.Equal(given.Distinct(), given);
        var sum = 0.0;
        for (var name = 0; name < names; name++)
            if (faceOf[name] >= 0)
            {
                Assert.True(weights[name * faces + faceOf[name]] > 0);
                sum += weights[name * faces + faceOf[name]];
            }
        Assert.Equal(Exhaustive(weights, names, faces, 0, 0), sum, 9);
    }, iter: 5_000);

    [Fact]
    public void A_crowd_is_assigned_too()
    {
        var weights = new double[20 * 200];
        for (var name = 0; name < 20; name++)
            weights[name * 200 + 199 - name] = 1;
        var faceOf = new int[20];
        FaceAssignment.BestMatching(weights, 20, 200, faceOf);

        Assert.Equal(Enumerable.Range(0, 20).Select(n => 199 - n), faceOf);
    }

    [Fact]
    public void One_face_goes_to_the_name_that_gains_most()
    {
        var faceOf = new int[2];
        FaceAssignment.BestMatching([.9, .8, .85, .1], 2, 2, faceOf);

        Assert.Equal([1, 0], faceOf);
    }

    private static double Exhaustive(double[] weights, int names, int faces, int name, int taken)
    {
        if (name == names)
            return 0;
        var best = Exhaustive(weights, names, faces, name + 1, taken);
        for (var face = 0; face < faces; face++)
            if ((taken & 1 << face) == 0)
                best = Math.Max(best, weights[name * faces + face] + Exhaustive(weights, names, faces, name + 1, taken | 1 << face));
        return best;
    }
}

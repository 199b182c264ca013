using IdClip.Archive.People.Clusters;
using IdClip.Search.Clusters;

namespace IdClip.Search.Tests;

public sealed class FaceClusteringTests
{
    // Angles on a circle stand for faces: near angles are alike.
    private static UnnamedFace Face(long id, double degrees, long? photo = null, long? group = null) =>
        new(id, photo ?? id, group, [(float)Math.Cos(degrees * Math.PI / 180), (float)Math.Sin(degrees * Math.PI / 180)]);

    private static string Clusters(params UnnamedFace[] faces)
    {
        var edges = from a in Enumerable.Range(0, faces.Length)
                    from b in Enumerable.Range(0, faces.Length)
                    where a != b
                    select new FaceEdge(a, b, faces[a].Embedding[0] * faces[b].Embedding[0] + faces[a].Embedding[1] * faces[b].Embedding[1]);
        var of = FaceClustering.Run(faces, edges, .8f);
        return string.Join(" | ", of.Select((c, i) => (c, faces[i].Id)).GroupBy(f => f.c).Select(g => string.Join(",", g.Select(f => f.Id).Order())).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Near_faces_come_together_and_far_ones_do_not() =>
        Assert.Equal("1,2,3 | 4,5", Clusters(Face(1, 0), Face(2, 10), Face(3, 20), Face(4, 90), Face(5, 95)));

    [Fact]
    public void A_chain_of_faces_is_not_one_person() =>
        Assert.DoesNotContain("1,2,3,4,5,6,7", Clusters([.. Enumerable.Range(1, 7).Select(i => Face(i, 25 * i))]));

    [Fact]
    public void Two_faces_of_one_photo_are_never_together_however_alike() =>
        Assert.Equal("1,3 | 2,4", Clusters(Face(1, 0, photo: 7), Face(2, 1.5, photo: 7), Face(3, 0.5, photo: 8), Face(4, 1, photo: 8)));

    [Fact]
    public void Groups_that_people_made_hold_and_draw_others() =>
        Assert.Equal("1,5 | 2,3,4", Clusters(Face(1, 0, group: 1), Face(2, 5, group: 2), Face(3, 60, group: 2), Face(4, 45), Face(5, -20)));
}

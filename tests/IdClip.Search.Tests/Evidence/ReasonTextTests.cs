using IdClip.Archive.Catalogue;
using IdClip.Search.Evidence;

namespace IdClip.Search.Tests.Evidence;

public sealed class ReasonTextTests
{
    [Fact]
    public void The_parts_are_said_in_words()
    {
        var photo = new PhotoDetails(1, "/a.jpg", 10, 10, null, null, [new(8, 0, 0, 5, 5, .9f), new(7, 0, 0, 4, 4, .9f)]);
        var ranked = new RankedPhoto(
            1, .5, [new("Mira Okafor", .97, .6f, 7), new("Wei Sarto", .01, 0, null)], [("not Greta", .999), ("nobody else", .001)], new(.2, .61), .83);

        var answer = ranked.Describe(photo);

        Assert.Equal("person Mira Okafor .97 (face 2) x person Wei Sarto .01 (no face) x not Greta >.99 x nobody else <.01 x context .61 x joint .83", answer.Reason);
        Assert.Equal(.83, answer.Joint);
        Assert.Equal((2, 7), (answer.People[0].FaceNumber, answer.People[0].Face!.Id));
        Assert.Equal((0, null), (answer.People[1].FaceNumber, answer.People[1].Face));
    }
}

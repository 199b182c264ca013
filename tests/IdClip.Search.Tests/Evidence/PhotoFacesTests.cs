using IdClip.Search.Evidence;

namespace IdClip.Search.Tests.Evidence;

public sealed class PhotoFacesTests
{
    [Fact]
    public void Faces_are_found_by_photo_whatever_their_order()
    {
        var faces = new PhotoFaces([30, 10, 20], [20, 30, 99, 20, 30, 30]);

        Assert.Equal([1, 4, 5], faces.Of(0).ToArray());
        Assert.Equal([], faces.Of(1).ToArray());
        Assert.Equal([0, 3], faces.Of(2).ToArray());
        Assert.True(faces.IsOf([30, 10, 20], [20, 30, 99, 20, 30, 30]));
        Assert.False(faces.IsOf([30, 10], [20, 30, 99, 20, 30, 30]));
        Assert.False(faces.IsOf([30, 10, 20], [20, 30, 99, 20, 30, 20]));
    }
}

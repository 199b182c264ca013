using IdClip.Encoding.Pictures;

namespace IdClip.Synthesis.Tests;

public sealed class RgbPictureTests
{
    [Fact]
    public void Pixels_that_do_not_fill_the_picture_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RgbPicture(2, 2, new byte[11]));
}

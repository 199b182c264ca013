using IdClip.Encoding.Pictures;
using IdClip.Synthesis.Files;
using IdClip.Synthesis.Marking;
using IdClip.Tests;

namespace IdClip.Synthesis.Tests.Marking;

public sealed class SyntheticMarkTests : IDisposable
{
    private readonly string folder = TestFolders.NewTemporary();

    [Fact]
    public void A_written_picture_tells_what_it_is()
    {
        var path = Path.Combine(folder, "a.jpg");
        var note = new SyntheticNote("A synthetic composite: <nobody> & nothing. \u0001", ["sha256:ab", "sha256:cd"]);

        WholeFile.Write(path, folder, SyntheticMark.Encode(Gradient(), note));

        Assert.Equal(SyntheticMark.Encode(Gradient(), note), File.ReadAllBytes(path));
        var read = SyntheticMark.Read(path)!;
        Assert.Equal("A synthetic composite: <nobody> & nothing. \uFFFD", read.Description);
        Assert.Equal(note.Sources, read.Sources);
        Assert.Equal(["a.jpg"], Directory.GetFiles(folder).Select(Path.GetFileName));
    }

    [Fact]
    public void The_packet_is_where_other_programs_look_for_it()
    {
        var bytes = SyntheticMark.Encode(Gradient(), new("d", []));

        // APP1 with Adobe's XMP header.
        Assert.True(bytes.AsSpan().IndexOf("http://ns.adobe.com/xap/1.0/\0"u8) > 0);
        Assert.True(bytes.AsSpan().IndexOf("<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic<"u8) > 0);
        // SOF0: three components, luma sampled 1 x 1 as chroma is.
        var frame = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        Assert.Equal(0x11, bytes[frame + 11]);
    }

    [Fact]
    public void The_same_picture_gives_the_same_bytes() =>
        Assert.Equal(SyntheticMark.Encode(Gradient(), new("d", ["s"])), SyntheticMark.Encode(Gradient(), new("d", ["s"])));

    [Fact]
    public void Pixels_survive_within_a_few_levels()
    {
        var picture = Gradient();
        using var image = NetVips.Image.NewFromBuffer(SyntheticMark.Encode(picture, new("d", [])));
        var read = image.WriteToMemory<byte>();
        Assert.True(picture.Pixels.Zip(read, (a, b) => Math.Abs(a - b)).Average() < 1.5);
    }

    [Fact]
    public void An_unmarked_photo_is_not_taken_for_synthetic() =>
        Assert.Null(SyntheticMark.Read(Path.Combine(TestFolders.Repository, "demo", "enrol", "mira_okafor_1.jpg")));

    [Fact]
    public void What_is_no_jpeg_is_refused()
    {
        var path = Path.Combine(folder, "b.jpg");
        File.WriteAllText(path, "not a picture");
        Assert.Throws<PictureException>(() => SyntheticMark.Read(path));
        Assert.Throws<PictureException>(() => SyntheticMark.Read(Path.Combine(folder, "absent.jpg")));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static RgbPicture Gradient()
    {
        var pixels = new byte[64 * 48 * 3];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)((i / 3 % 64 * 3) + (i % 3 * 20));
        return new RgbPicture(64, 48, pixels);
    }
}
